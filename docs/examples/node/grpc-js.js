// The official Node client: gRPC over HTTP/2, messages read from the .proto files as plain objects.
const fs = require('node:fs');
const path = require('node:path');
const { load, protos } = require('./packages');
const grpc = load('@grpc/grpc-js');
const loader = load('@grpc/proto-loader');
const protobuf = load('protobufjs');

const files = ['steppedcare/v1/decision_service.proto', 'grpc/health/v1/health.proto'];
const definition = grpc.loadPackageDefinition(loader.loadSync(files, { includeDirs: [protos], enums: String, longs: Number, defaults: true, oneofs: true }));
const details = new protobuf.Root();
details.resolvePath = (_, file) => path.join(protos, file);
details.loadSync(['google/rpc/status.proto', 'google/rpc/error_details.proto']);

// gRPC itself sends a call again when the service is unavailable, under the id that is in the message.
const serviceConfig = fs.readFileSync(path.join(__dirname, '..', 'service-config.json'), 'utf8');

module.exports.open = function open(address) {
  const target = address.replace('http://', '');
  const options = {
    'grpc.service_config': serviceConfig,
    // A connection that fell silent is found out by pings, and two clients do not share one.
    'grpc.keepalive_time_ms': 60_000,
    'grpc.keepalive_timeout_ms': 20_000,
    'grpc.use_local_subchannel_pool': 1,
  };
  const credentials = grpc.credentials.createInsecure();
  const decisions = new definition.steppedcare.v1.DecisionService(target, credentials, options);
  const health = new definition.grpc.health.v1.Health(target, credentials, options);

  return {
    call: (method, request, timeout = 10_000) => unary(decisions, method, request, timeout),
    health: async () => (await unary(health, 'Check', {}, 10_000)).status,
    many: (method, requests) => stream(decisions, method, requests),
    close() { decisions.close(); health.close(); },
  };
};

function unary(client, method, request, timeout) {
  return new Promise((resolve, reject) => {
    client[method](written(request), { deadline: Date.now() + timeout }, (fault, reply) => fault ? reject(failure(fault)) : resolve(reply));
  });
}

// Reads while it writes: who does not read is not read from.
async function* stream(client, method, requests) {
  const call = client[method]();
  const over = new Promise((resolve) => call.once('close', resolve));
  write(call, requests, over).catch((fault) => call.destroy(fault));
  try {
    for await (const answer of call) yield { ...answer, failure: answer.error ? failureOf(answer.error) : undefined };
  } catch (fault) {
    throw failure(fault);
  } finally {
    call.cancel();
  }
}

// No faster than the service takes them. A call that is over takes no more.
async function write(call, requests, over) {
  for (const { tag, review, evaluate } of requests) {
    if (call.destroyed) return;
    const item = review ? { tag, review: written(review) } : { tag, evaluate: written(evaluate) };
    if (!call.write(item)) await Promise.race([new Promise((resolve) => call.once('drain', resolve)), over]);
  }

  call.end();
}

// proto-loader knows the fields of a message, not how JSON writes an instant.
function written(request) {
  return request.asOf ? { ...request, asOf: { seconds: Date.parse(request.asOf) / 1000 } } : request;
}

// The status, and what google.rpc.Status says beside it. No reason: no service answered, so it may have happened.
function failure(fault) {
  const [bytes] = fault.metadata?.get('grpc-status-details-bin') ?? [];
  return failureOf(bytes ? details.lookupType('google.rpc.Status').decode(bytes) : { code: fault.code, details: [] });
}

function failureOf({ code, details: packed }) {
  const error = { status: grpc.status[code], reason: '', fields: [], retryAfter: 0 };
  for (const any of packed) {
    const type = (any.type_url ?? any.typeUrl).split('/').pop();
    const detail = details.lookupType(type).decode(any.value);
    if (type === 'google.rpc.ErrorInfo') error.reason = detail.reason;
    if (type === 'google.rpc.BadRequest') error.fields = detail.fieldViolations.map((each) => each.field);
    if (type === 'google.rpc.RetryInfo') error.retryAfter = Number(detail.retryDelay.seconds) * 1000 + detail.retryDelay.nanos / 1e6;
  }
  return error;
}
