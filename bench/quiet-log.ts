// Imported first by programs that talk to a person: the log of their own process says errors only.
process.env.LOG_LEVEL ??= "error";
