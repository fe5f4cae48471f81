// What a client that is not ours makes of PolicyService, from its protos alone: node policy-calls.js <host:port> <policy> <version> <service>
const grpc = require("@grpc/grpc-js");
const loader = require("@grpc/proto-loader");

const [address, policy, version, service] = process.argv.slice(2);
const loaded = loader.loadSync("steppedcare/v1/policy_service.proto", { includeDirs: ["protos"], enums: String, longs: Number, defaults: true });
const client = new (grpc.loadPackageDefinition(loaded).steppedcare.v1.PolicyService)(address, grpc.credentials.createInsecure());
const until = () => ({ deadline: Date.now() + 120_000 });

const as = (...entries) => {
  const metadata = new grpc.Metadata();
  entries.forEach(([name, value]) => metadata.set(name, value));
  return metadata;
};
const officer = as(["steppedcare-person", "officer"], ["steppedcare-roles", "clinical-safety"]);
const ask = (method, request, metadata = as()) => new Promise((answered) =>
  client[method](request, metadata, until(), (failure, reply) => answered(failure ? grpc.status[failure.code] : reply)));
const tested = (metadata) => new Promise((answered, failed) => {
  let last;
  client.backTest({ policy, version, services: [service] }, metadata, until())
    .on("data", (told) => { last = told; }).on("end", () => answered(last)).on("error", failed);
});

async function main() {
  const listed = await ask("listRevisions", { policy });
  console.log(listed.revisions.some((revision) => revision.version === version));
  const read = await ask("getRevision", { policy, version });
  console.log(read.files.script.includes("Ladder("), read.revision.state);
  const rollout = (await ask("listRollouts", { service })).rollouts[0];
  console.log(rollout.activeVersion, rollout.state);
  const change = { policy, requestId: "by-node", seen: [{ service, epoch: rollout.epoch }], activeVersion: "none", reason: "A test" };
  console.log(await ask("setRollout", change), await ask("setRollout", change, officer));
  const told = await tested(officer);
  console.log(told.done, told.decisions > 0, told.changed);
  process.exit(0);
}

main().catch((failure) => {
  console.error(failure);
  process.exit(1);
});
