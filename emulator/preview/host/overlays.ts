/** The modals and panels of one extension by id, so that it can close (and open) them by name. */
export interface Overlays {
  register(id: string, setOpen: (open: boolean) => void): () => void;
  open(id: string): void;
  close(id: string): void;
}

export function createOverlays(): Overlays {
  const setters = new Map<string, (open: boolean) => void>();
  return {
    register(id, setOpen) {
      setters.set(id, setOpen);
      return () => {
        if (setters.get(id) === setOpen) setters.delete(id);
      };
    },
    open: (id) => setters.get(id)?.(true),
    close: (id) => setters.get(id)?.(false),
  };
}
