// ReviewMany with the official Node client: node review-many.js host:port
// A caseload on one stream, given up half-way and resumed; prints what a test looks at.
const path = require('path');
const root = path.join(__dirname, '..', '..', '..');
const modules = path.join(root, 'eng', 'clients', 'node_modules');
const grpc = require(path.join(modules, '@grpc', 'grpc-js'));
const loader = require(path.join(modules, '@grpc', 'proto-loader'));

const definition = loader.loadSync('steppedcare/v1/decision_service.proto', { includeDirs: [path.join(root, 'protos')], enums: String, longs: Number, oneofs: true });
const { DecisionService } = grpc.loadPackageDefinition(definition).steppedcare.v1;
const client = new DecisionService(process.argv[2], grpc.credentials.createInsecure());
const episodes = 100;
const giveUpAfter = 50;

const triage = number => new Promise((resolve, reject) => client.Triage({
  service: 'demo', episode: `node-${number}`, requestId: 'triage',
  events: [{ happenedOn: '2026-02-02', referralReceived: { source: 'REFERRAL_SOURCE_SELF_REFERRAL' } }],
}, { deadline: Date.now() + 60_000 }, (error, reply) => error ? reject(error) : resolve(reply)));

// Two of each episode, and one item that says nothing.
const items = Array.from({ length: 2 * episodes }, (_, number) => ({
  tag: `t${number}`, review: { service: 'demo', episode: `node-${number % episodes}`, requestId: `review-${number}` },
}));
items.push({ tag: 'empty' });

// Writes while there is room, waits for it otherwise, and reads beside that.
const review = (some, most) => new Promise((resolve, reject) => {
  const answers = [];
  const call = client.ReviewMany({ deadline: Date.now() + 60_000 });
  call.on('data', answer => {
    if (answers.length < most && answers.push(answer) === most) call.cancel();
  });
  call.on('error', error => error.code === grpc.status.CANCELLED && answers.length === most ? resolve(answers) : reject(error));
  call.on('end', () => { if (answers.length < most) resolve(answers); });
  let next = 0;
  const write = () => {
    while (next < some.length) {
      if (!call.write(some[next++])) return call.once('drain', write);
    }

    call.end();
  };
  write();
});

(async () => {
  await Promise.all(Array.from({ length: episodes }, (_, number) => triage(number)));
  const first = await review(items, giveUpAfter);
  const rest = await review(items.slice(first.length), Infinity);
  const answers = [...first, ...rest];
  const versions = answers.slice(0, -1).map(answer => answer.review.trajectoryVersion);
  console.log(JSON.stringify({
    first: first.length,
    inOrder: answers.every((answer, number) => answer.tag === items[number].tag),
    count: answers.length,
    versions: [...new Set(versions.slice(0, episodes)), ...new Set(versions.slice(episodes))],
    refused: { result: answers.at(-1).result, code: answers.at(-1).error.code, kinds: answers.at(-1).error.details.map(detail => detail.type_url) },
  }));
  client.close();
})().catch(error => {
  console.error(error);
  process.exit(1);
});
