/** The set-up cannot do what a command needs; its message is meant for the person who typed the command. */
export class SetupError extends Error {}
