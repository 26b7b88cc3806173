import type { AzurePipeline } from '../report/sarif.js';

/**
 * The run of Azure Pipelines that the environment tells of; undefined elsewhere.
 * https://learn.microsoft.com/en-us/azure/devops/pipelines/build/variables
 */
export function azurePipeline(env: Readonly<Record<string, string | undefined>>): AzurePipeline | undefined {
  if (env['TF_BUILD'] === undefined) return undefined;
  const pipeline = {
    organization: lastStep(env['SYSTEM_COLLECTIONURI'] ?? ''),
    project: env['SYSTEM_TEAMPROJECT'] ?? '',
    definitionId: env['SYSTEM_DEFINITIONID'] ?? '',
    definitionName: env['BUILD_DEFINITIONNAME'] ?? '',
    phaseId: env['SYSTEM_PHASEID'] ?? '',
    phaseName: env['SYSTEM_PHASENAME'] ?? '',
    branch: env['BUILD_SOURCEBRANCH'] ?? '',
    buildId: env['BUILD_BUILDID'] ?? '',
  };
  return Object.values(pipeline).includes('') ? undefined : pipeline;
}

/** `acme` of `https://dev.azure.com/acme/`. */
function lastStep(address: string): string {
  return address.split('/').findLast((step) => step !== '') ?? '';
}
