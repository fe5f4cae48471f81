// The packages are installed in eng/clients; a portal of yours has them beside it and says require('@grpc/grpc-js').
const path = require('node:path');
const root = path.join(__dirname, '..', '..', '..');

module.exports = { root, protos: path.join(root, 'protos'), load: require('node:module').createRequire(path.join(root, 'eng', 'clients', 'package.json')) };
