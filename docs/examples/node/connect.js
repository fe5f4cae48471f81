// Connect's client: the Connect protocol on the web port, binary or JSON, by HTTP/1.1 or HTTP/2; or gRPC on the gRPC port. Messages are known by their
// descriptors, so that no code is generated.
const { execFileSync } = require('node:child_process');
const path = require('node:path');
const { load, root } = require('./packages');
const { createClient, ConnectError, Code } = load('@connectrpc/connect');
const { createConnectTransport, createGrpcTransport } = load('@connectrpc/connect-node');
const { createFileRegistry, fromBinary, fromJson, toJson } = load('@bufbuild/protobuf');
const { FileDescriptorSetSchema } = load('@bufbuild/protobuf/wkt');

const buf = path.join(root, 'eng', 'clients', 'node_modules', '.bin', 'buf');
const image = execFileSync(buf, ['build', root, '--as-file-descriptor-set', '--output', '-'], { maxBuffer: 1 << 24 });
const registry = createFileRegistry(fromBinary(FileDescriptorSetSchema, image));

const transports = {
  connect: (baseUrl) => createConnectTransport({ baseUrl, httpVersion: '1.1' }),
  'connect-json': (baseUrl) => createConnectTransport({ baseUrl, httpVersion: '1.1', useBinaryFormat: false }),
  'connect-http2': (baseUrl) => createConnectTransport({ baseUrl, httpVersion: '2' }),
  'connect-json-http2': (baseUrl) => createConnectTransport({ baseUrl, httpVersion: '2', useBinaryFormat: false }),
  'connect-grpc': (baseUrl) => createGrpcTransport({ baseUrl }),
};

module.exports.opener = (kind) => function open(address) {
  const transport = transports[kind](address);
  const decisions = service('steppedcare.v1.DecisionService', transport);
  const health = service('grpc.health.v1.Health', transport);

  return {
    call: (method, request, timeoutMs = 10_000) => unary(decisions, method, request, timeoutMs),
    health: async () => (await unary(health, 'Check', {}, 10_000)).status,
    many: kind === 'connect-grpc' ? (method, requests) => stream(decisions, method, requests) : undefined,
    close() {},
  };
};

function service(name, transport) {
  const description = registry.getService(name);
  return { description, client: createClient(description, transport) };
}

async function unary({ description, client }, name, request, timeoutMs) {
  const { input, output, localName } = description.methods.find((method) => method.name === name);
  try {
    return read(output, await client[localName](fromJson(input, request), { timeoutMs }));
  } catch (fault) {
    throw failure(ConnectError.from(fault));
  }
}

async function* stream({ description, client }, name, requests) {
  const { input, output, localName } = description.methods.find((method) => method.name === name);
  for await (const reply of client[localName]((async function* () { for (const request of requests) yield fromJson(input, request); })())) {
    yield { ...read(output, reply), failure: reply.result.case === 'error' ? failureOf(reply.result.value) : undefined };
  }
}

const read = (type, message) => toJson(type, message, { registry, alwaysEmitImplicit: true });
const detailsOf = (error, type) => error.findDetails(registry.getMessage(type));

// The status, and what google.rpc.Status says beside it. No reason: no service answered, so it may have happened.
function failure(error) {
  const [info] = detailsOf(error, 'google.rpc.ErrorInfo');
  const [bad] = detailsOf(error, 'google.rpc.BadRequest');
  const [retry] = detailsOf(error, 'google.rpc.RetryInfo');
  return {
    status: statusOf(error.code),
    reason: info?.reason ?? '',
    fields: bad?.fieldViolations.map((each) => each.field) ?? [],
    retryAfter: retry ? Number(retry.retryDelay.seconds) * 1000 + retry.retryDelay.nanos / 1e6 : 0,
  };
}

// A failed item of a stream has the same details.
function failureOf(status) {
  const details = status.details.map((any) => ({ type: any.typeUrl.split('/').pop(), value: any.value }));
  return failure(Object.assign(new ConnectError(status.message, status.code), { details }));
}

// NotFound is NOT_FOUND, as the other clients and docs/portals.md spell it.
function statusOf(code) {
  return code === Code.Canceled ? 'CANCELLED' : Code[code].replace(/(?<!^)[A-Z]/g, '_$&').toUpperCase();
}
