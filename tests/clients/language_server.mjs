// A map file in an editor: yaml-language-server with the schema of the first line has to point at what is wrong, and to
// propose keys and values with their help.
// usage: language_server.mjs NODE_MODULES SCHEMA.json
import { spawn } from 'node:child_process';
import { pathToFileURL } from 'node:url';

const [modules, schema] = process.argv.slice(2);
const server = spawn(process.execPath, [modules + '/yaml-language-server/bin/yaml-language-server', '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
const waiting = new Map(), diagnostics = new Map();
let pending = Buffer.alloc(0), number = 0;

function send(message) {
	const body = JSON.stringify({ jsonrpc: '2.0', ...message });
	server.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
}
function ask(method, params) {
	send({ id: ++number, method, params });
	return new Promise((resolve, reject) => waiting.set(number, { resolve, reject }));
}
function receive(message) {
	if (message.method === 'textDocument/publishDiagnostics')
		diagnostics.get(message.params.uri)?.(message.params.diagnostics);
	else if (message.method === 'workspace/configuration')
		send({ id: message.id, result: message.params.items.map((item) => (item.section === 'yaml' ? { validate: true, completion: true, hover: true, schemaStore: { enable: false } } : {})) });
	else if (message.method && message.id !== undefined)
		send({ id: message.id, result: null });
	else if (waiting.has(message.id)) {
		const { resolve, reject } = waiting.get(message.id);
		message.error ? reject(new Error(message.error.message)) : resolve(message.result);
	}
}
server.stdout.on('data', (chunk) => {
	for (pending = Buffer.concat([pending, chunk]); ;) {
		const head = pending.indexOf('\r\n\r\n');
		if (head < 0) return;
		const length = Number(/Content-Length: (\d+)/.exec(pending.subarray(0, head))[1]), end = head + 4 + length;
		if (pending.length < end) return;
		const body = pending.subarray(head + 4, end);
		pending = pending.subarray(end);
		receive(JSON.parse(body));
	}
});

// Opens a map file. The mark ^ is taken out of the text; what stands there is `position`.
async function open(name, text) {
	const uri = pathToFileURL(`/map/${name}.yaml`).href;
	const at = text.indexOf('^'), before = text.slice(0, at < 0 ? 0 : at).split('\n');
	const whole = `# yaml-language-server: $schema=${pathToFileURL(schema).href}\n${text.replace('^', '')}`;
	const told = new Promise((resolve) => diagnostics.set(uri, resolve));
	send({ method: 'textDocument/didOpen', params: { textDocument: { uri, languageId: 'yaml', version: 1, text: whole } } });
	return { uri, told: await told, position: { line: before.length, character: before.at(-1).length } };
}
function words(documentation) {
	return typeof documentation === 'string' ? documentation : documentation?.value ?? '';
}
let failed = 0;
function result(name, good, found) {
	console.log(good ? `[       OK ] editor ${name}` : `[  FAILED  ] editor ${name}: ${JSON.stringify(found).slice(0, 500)}`);
	failed += !good;
}
async function wrong(name, text, line, part) {
	const { told } = await open(name, text);
	result(name, told.some((one) => one.range.start.line === line && one.message.includes(part)), told);
}
async function proposes(name, text, label, help) {
	const { uri, position } = await open(name, text);
	const answer = await ask('textDocument/completion', { textDocument: { uri }, position });
	const items = Array.isArray(answer) ? answer : answer.items;
	const item = items.find((one) => one.label === label);
	result(name, item && words(item.documentation).includes(help), item ?? items.map((one) => one.label));
}
async function hovers(name, text, help) {
	const { uri, position } = await open(name, text);
	const answer = await ask('textDocument/hover', { textDocument: { uri }, position });
	result(name, words(answer?.contents).includes(help), answer);
}

const layers = 'title: Rivers\ndata: {rivers: rivers.shp}\nlayers:\n';
await ask('initialize', { processId: process.pid, rootUri: null, capabilities: { workspace: { configuration: true }, textDocument: { completion: { completionItem: { documentationFormat: ['markdown', 'plaintext'] } } } } });
send({ method: 'initialized', params: {} });
send({ method: 'workspace/didChangeConfiguration', params: { settings: { yaml: { validate: true, completion: true, hover: true, schemaStore: { enable: false } } } } });
const { told } = await open('right', `${layers}  - {kind: line, data: rivers, colour: navy, width: 0.8mm}\n`);
result('right', told.length === 0, told);
await wrong('key', `${layers}  - {kind: line, data: rivers, colour: navy}\nlegnd: yes\n`, 5, 'legnd');
await wrong('layer-key', `${layers}  - kind: line\n    data: rivers\n    widht: 1pt\n`, 6, 'widht');
await wrong('value', `${layers}  - kind: line\n    data: rivers\n    width: 1ft\n`, 6, 'a length, for example 8mm');
await wrong('colour', `${layers}  - kind: line\n    data: rivers\n    colour: bleu\n`, 6, '');
await wrong('kind', `${layers}  - kind: lime\n    data: rivers\n`, 4, '');
await wrong('number', `${layers}  - {data: rivers}\ntype_scale: 9\n`, 5, '8');
await wrong('missing', 'data: {rivers: rivers.shp}\n', 1, 'title');
await proposes('proposes-key', `${layers}  - {data: rivers}\npadd^`, 'padding', 'round what is fitted');
await proposes('proposes-layer-key', `${layers}  - kind: line\n    data: rivers\n    wid^`, 'width', '');
await proposes('proposes-element', `${layers}  - {data: rivers}\nfurniture:\n  scale^`, 'scale_bar', '');
await proposes('proposes-value', `${layers}  - {data: rivers}\nlayout: ^`, 'below', '');
await proposes('proposes-colour', `${layers}  - {data: rivers}\nbackground: ^`, 'land', '');
await hovers('help', `${layers}  - {data: rivers}\npadd^ing: 4mm\n`, 'round what is fitted');
server.kill();
process.exit(failed ? 1 : 0);
