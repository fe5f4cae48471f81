// Asks a server for its services, learns one of them by reflection alone, and calls it: node reflected-call.js <v1|v1alpha> <host:port> <request.json>
const fs = require("fs");
const grpc = require("@grpc/grpc-js");
const { Client } = require("grpc-reflection-js");

const [version, address, file] = process.argv.slice(2);

// Files of descriptors name fields as protos do, JSON in camel case.
const asInProtos = (value) => Array.isArray(value) ? value.map(asInProtos)
  : value === null || typeof value !== "object" ? value
  : Object.fromEntries(Object.entries(value).map(([name, of]) => [name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`), asInProtos(of)]));

async function main() {
  const credentials = grpc.credentials.createInsecure();
  const reflection = new Client(address, credentials, undefined, undefined, version);
  for (const name of await reflection.listServices()) {
    console.log(name);
  }

  const root = await reflection.fileContainingSymbol("steppedcare.v1.DecisionService");
  const request = root.lookupType("steppedcare.v1.TriageRequest");
  const response = root.lookupType("steppedcare.v1.TriageResponse");
  const asked = asInProtos(JSON.parse(fs.readFileSync(file, "utf8")));
  asked.as_of = { seconds: Date.parse(asked.as_of) / 1000 };
  const client = new grpc.Client(address, credentials);
  client.makeUnaryRequest(
    "/steppedcare.v1.DecisionService/Triage",
    (message) => Buffer.from(request.encode(request.fromObject(message)).finish()),
    (bytes) => response.toObject(response.decode(bytes), { enums: String }),
    asked,
    { deadline: Date.now() + 60_000 },
    (failure, reply) => {
      console.log(failure ? failure.message : reply.clinician.advice.outcome);
      process.exit(failure ? 1 : 0);
    });
}

main().catch((failure) => {
  console.error(failure);
  process.exit(1);
});
