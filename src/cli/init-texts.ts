import { VERSION } from '../lint/version.js';

/** A config file that says what holds without one, and what else can be said. */
export const CONFIG_TEXT = `# yaml-language-server: $schema=https://unpkg.com/leastwise@${VERSION}/dist/schema.json
preset: recommended   # or strict, validity, all
failOn: medium        # the least severity that fails a run

# rules:
#   wildcard-resource: high
#   user-without-group: off
# ignore: ['legacy/**']
`;

/** The hook as an entry of the list \`repos\`. */
export const HOOK_ENTRY = `- repo: https://github.com/leastwise/leastwise
  rev: v${VERSION}
  hooks:
    - id: leastwise
`;

/** A configuration of pre-commit with nothing but the hook. */
export const HOOK_TEXT = `repos:\n${HOOK_ENTRY.replace(/^(?=.)/gm, '  ')}`;

/** A workflow that puts findings into code scanning, and on pull requests with it. */
export const WORKFLOW_TEXT = `name: leastwise
on:
  push:
    branches: [main]
  pull_request:
permissions:
  contents: read
  security-events: write
jobs:
  leastwise:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v5
        with:
          persist-credentials: false
      - uses: leastwise/leastwise@v${VERSION}
`;
