import { expect, it } from 'vitest';
import { actionId } from '../../src/aws/actions.js';
import { permissionOf } from '../../src/aws/operation-names.js';
import { arnServices } from '../../src/aws/resources.js';
import { isGoneService, isRetiredService, isWrittenByAws } from '../../src/aws/retired-services.js';

const OPERATIONS = ['s3:headobject', 's3:listobjectsv2', 's3:listbuckets', 's3:copyobject', 's3:listparts'];

it.each(OPERATIONS)('%s is no action, and what permits it is one', (operation) => {
  expect(actionId(operation)).toBeUndefined();
  expect(actionId(permissionOf(operation) ?? '')).toBeDefined();
});

it('says nothing of an action that is called as its operation', () => {
  expect(permissionOf('s3:getobject')).toBeUndefined();
});

it('keeps retired services apart from those there are', () => {
  expect(isRetiredService('deepracer')).toBe(true);
  expect(actionId('deepracer:CreateCar')).toBeUndefined();
  expect(isRetiredService('s3')).toBe(false);
});

it('knows the services of ARNs', () => {
  expect(arnServices().has('catalog')).toBe(true);
  expect(arnServices().has('s3')).toBe(true);
  expect(isGoneService('elastic-inference')).toBe(true);
  expect([...arnServices()].filter((name) => isGoneService(name) || !/^[a-z0-9-]+$/.test(name))).toEqual([]);
});

it('knows what AWS writes into policies itself', () => {
  expect(isWrittenByAws('sns:receive')).toBe(true);
  expect(isWrittenByAws('sns:publish')).toBe(false);
});
