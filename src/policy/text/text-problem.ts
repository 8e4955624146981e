/** Something that keeps a text from being a document at all, at an offset of it. */
export interface TextProblem {
  offset: number;
  message: string;
}

/** A condition may be nested eight deep, so nothing in a policy goes half as deep as this. */
export const MAX_DEPTH = 64;
