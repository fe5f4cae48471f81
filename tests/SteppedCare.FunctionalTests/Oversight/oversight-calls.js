// What a client that is not ours makes of OversightService, from its protos alone: node oversight-calls.js <host:port> <service> <episode>
const grpc = require("@grpc/grpc-js");
const loader = require("@grpc/proto-loader");

const [address, service, episode] = process.argv.slice(2);
const load = (file) => grpc.loadPackageDefinition(loader.loadSync(`steppedcare/v1/${file}.proto`, { includeDirs: ["protos"], enums: String, longs: Number, defaults: true })).steppedcare.v1;
const leads = new (load("oversight_service").OversightService)(address, grpc.credentials.createInsecure());
const decisions = new (load("decision_service").DecisionService)(address, grpc.credentials.createInsecure());
const until = () => ({ deadline: Date.now() + 120_000 });

const lead = new grpc.Metadata();
lead.set("steppedcare-person", "lead");
lead.set("steppedcare-roles", "oversight");
const ask = (client, method, request, metadata = lead) => new Promise((answered) =>
  client[method](request, metadata, until(), (failure, reply) => answered(failure ? grpc.status[failure.code] : reply)));
const name = `services/${service}/episodes/${episode}`;

async function listed() {
  const first = await ask(leads, "listWorklist", { service, pageSize: 1 });
  const items = [...first.items];
  for (let page = first; page.nextPageToken;) {
    page = await ask(leads, "listWorklist", { service, pageSize: 1, pageToken: page.nextPageToken });
    items.push(...page.items);
  }
  return { token: first.watchToken, item: items.find((each) => each.episode === name) };
}

async function decided() {
  const decisions = [];
  for (let pageToken = ""; ;) {
    const page = await ask(leads, "listDecisions", { service, pageSize: 500, pageToken });
    decisions.push(...page.decisions);
    pageToken = page.nextPageToken;
    if (!pageToken) { return decisions; }
  }
}

async function main() {
  const { token, item } = await listed();
  console.log(item.task.kind, item.urgency, item.overdue);
  await ask(decisions, "acknowledgeTask", { name: item.task.name, requestId: "js-1", person: "nurse-b" });
  console.log(await told(token, "TASK_CHANGE_ACKNOWLEDGED"));
  console.log((await decided()).some((each) => each.summary.name === item.raisedBy && each.provenance.epoch > 0));
  console.log(await ask(leads, "listWorklist", { service }, new grpc.Metadata()), await ask(leads, "listWorklist", { service, pageToken: "x" }));
  const refused = leads.watchDecisions({ service: "nowhere" }, lead, until());
  refused.on("error", (failure) => { console.log(grpc.status[failure.code]); process.exit(0); }).on("data", () => {});
}

// A watch says first that it lives, and may tell of others.
function told(token, wanted) {
  return new Promise((answered, failed) => {
    const watch = leads.watchWorklist({ service, resumeToken: token }, lead, until());
    watch.on("data", (message) => {
      if (message.changes.some((each) => each.item.episode === name && each.change === wanted)) { watch.cancel(); answered(true); }
    });
    watch.on("error", (failure) => failure.code === grpc.status.CANCELLED || failed(failure));
  });
}

main().catch((failure) => { console.error(failure); process.exit(1); });
