import { type Json, type JsonObject, type PolicyDocument, TRUST_OF_FUNCTIONS } from '../access.js';

export function documentOf(...statements: readonly JsonObject[]): PolicyDocument {
  return { Version: '2012-10-17', Statement: statements };
}

/** A statement of an identity policy. */
export function allow(action: Json, resource: Json = '*', others: JsonObject = {}): JsonObject {
  return { Effect: 'Allow', Action: action, Resource: resource, ...others };
}

export function deny(action: Json, others: JsonObject = {}): JsonObject {
  return { Effect: 'Deny', Action: action, Resource: '*', ...others };
}

/** A trust policy that lets in a principal. */
export function trustOf(principal: Json, others: JsonObject = {}): PolicyDocument {
  return documentOf({ Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole', ...others });
}

/** The trust policy of a function's role. */
export const WORKLOAD = TRUST_OF_FUNCTIONS;

/** Reads nothing but one bucket: nothing to report. */
export const HARMLESS = documentOf(allow('s3:GetObject', 'arn:aws:s3:::acme-reports/*'));
