import { describe, expect, it } from 'vitest';
import { notRead } from '../../src/lint/not-read.js';

describe('what holds IAM in a form that cannot be read', () => {
  it.each([
    ['main.tf', 'resource "aws_iam_user" "a" {}', 'Terraform source'],
    ['main.tofu', '', 'Terraform source'],
    ['log.json', '{"@level":"info","@message":"x","@module":"terraform.ui"}\n{}', 'log of a Terraform plan'],
    ['log.json', '{"@level":"info","@module":"tofu.ui"}', 'log of a Terraform plan'],
    [
      'terraform.tfstate',
      '{"meta":{"key_provider.pbkdf2.a":"e30="},"encrypted_data":"AA==","encryption_version":"v0"}',
      'encrypted state or plan of OpenTofu',
    ],
  ])('%s: %s', (path, text, reason) => {
    expect(notRead(path, text)?.reason).toBe(reason);
  });

  it.each([
    ['policy.json', '{"Version":"2012-10-17","Statement":[]}'],
    ['events.json', '{"@level":"info","@module":"nomad"}'],
    ['backup.json', '{"encrypted_data":"AA==","key":"x"}'],
    ['main.tf.json', '{"resource":{}}'],
  ])('%s is none of these: %s', (path, text) => {
    expect(notRead(path, text)).toBeUndefined();
  });
});
