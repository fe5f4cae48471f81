// Sends triage.json with the official Node client: node docs/examples/triage.js [host:port]
const fs = require('fs');
const path = require('path');
const root = path.join(__dirname, '..', '..');
const modules = path.join(root, 'eng', 'clients', 'node_modules');
const grpc = require(path.join(modules, '@grpc', 'grpc-js'));
const loader = require(path.join(modules, '@grpc', 'proto-loader'));

const definition = loader.loadSync('steppedcare/v1/decision_service.proto', { includeDirs: [path.join(root, 'protos')], enums: String, longs: Number });
const { DecisionService } = grpc.loadPackageDefinition(definition).steppedcare.v1;
const client = new DecisionService(process.argv[2] ?? '127.0.0.1:5080', grpc.credentials.createInsecure());
const request = JSON.parse(fs.readFileSync(path.join(__dirname, 'triage.json'), 'utf8'));

// proto-loader knows the fields of a message, not how JSON writes an instant.
request.asOf = { seconds: Date.parse(request.asOf) / 1000 };

client.Triage(request, { deadline: Date.now() + 10_000 }, (error, reply) => {
  if (error) {
    console.error(`${error.code}: ${error.details}`);
    process.exit(1);
  }

  console.log(`${reply.clinician.advice.outcome} ${reply.clinician.advice.step}: ${reply.clinician.advice.summary}`);
  client.close();
});
