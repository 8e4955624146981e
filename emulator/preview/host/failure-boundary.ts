import { Component, type ReactNode } from 'react';

interface Props {
  children?: ReactNode;
  onFailure(message: string): void;
}

/** Draws nothing any more once the extension has thrown while drawing, and says why. */
export class FailureBoundary extends Component<Props, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override componentDidCatch(error: unknown): void {
    this.props.onFailure(error instanceof Error ? (error.stack ?? error.message) : String(error));
  }

  override render(): ReactNode {
    return this.state.failed ? null : this.props.children;
  }
}
