// Holds templates against rule packs of cdk-nag, and prints the findings as JSON: file, pack, rule, resource, type, and the reason that the
// template's metadata 'cdk_nag' has for it, or null. A reason without a finding in any pack is printed as 'unused'.
//
//   node nag.mjs FOLDER_WITH_NODE_MODULES TEMPLATE...
import { createRequire } from 'node:module';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const [, , packages, ...files] = process.argv;
const require = createRequire(path.join(path.resolve(packages), 'package.json'));
const cdk = require('aws-cdk-lib');
const { CfnInclude } = require('aws-cdk-lib/cloudformation-include');
const nag = require('cdk-nag');
const packs = ['NIST80053R5Checks', 'HIPAASecurityChecks', 'PCIDSS321Checks'];

const temporary = fs.mkdtempSync(path.join(os.tmpdir(), 'nag-'));
const findings = [];
const unused = [];
try {
  for (const file of files) {
    const template = JSON.parse(fs.readFileSync(file, 'utf8'));
    // The rule of CDK's bootstrap version has nothing to check.
    delete template.Rules;
    const copy = path.join(temporary, path.basename(file));
    fs.writeFileSync(copy, JSON.stringify(template));
    const app = new cdk.App({ outdir: path.join(temporary, 'out'), analyticsReporting: false, treeMetadata: false });
    const stack = new cdk.Stack(app, 'T', { synthesizer: new cdk.BootstraplessSynthesizer({}) });
    new CfnInclude(stack, 'I', { templateFile: copy, preserveLogicalIds: true, allowCyclicalReferences: true });
    const resources = new Map();
    for (const node of stack.node.findAll())
      if (cdk.CfnResource.isCfnResource(node)) resources.set(node.node.path, node);
    const reasons = new Map();
    for (const [id, resource] of Object.entries(template.Resources ?? {}))
      for (const rule of resource.Metadata?.cdk_nag?.rules_to_suppress ?? []) reasons.set(`${id} ${rule.id}`, rule.reason);
    const found = new Set();
    for (const name of packs) {
      const pack = new nag[name](stack, { verbose: true });
      for (const violation of pack.validateScope(stack).violations) {
        for (const { constructPath } of violation.violatingResources) {
          const node = resources.get(constructPath);
          const resource = stack.resolve(node.logicalId);
          const key = `${resource} ${violation.ruleName}`;
          found.add(`${resource} ${violation.ruleName.split('-').slice(1).join('-')}`);
          const [rule, type, reason] = [violation.ruleName, node.cfnResourceType, reasons.get(key) ?? null];
          findings.push({ file: path.basename(file), pack: name, rule, resource, type, reason });
        }
      }
    }
    for (const [key, reason] of reasons) {
      const [resource, rule] = key.split(' ');
      if (!found.has(`${resource} ${rule.slice(rule.lastIndexOf('-') + 1)}`)) unused.push({ file: path.basename(file), resource, rule, reason });
    }
  }
} finally {
  fs.rmSync(temporary, { recursive: true, force: true });
}
process.stdout.write(JSON.stringify({ findings, unused }));
