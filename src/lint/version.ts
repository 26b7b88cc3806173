import metadata from '../../package.json' with { type: 'json' };

/** The version of leastwise, as package.json has it. */
export const VERSION: string = metadata.version;
