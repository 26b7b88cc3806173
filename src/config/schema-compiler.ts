// A module of its own, so that what is loaded when it is needed is a module: a CommonJS package bundled by itself has no
// named exports.
export { Ajv } from 'ajv';
