// Map files against the schema that the program prints, by ajv.
// usage: schema.mjs NODE_MODULES SCHEMA.json UNSEEN.txt|- FILE.yaml…. Beside X.yaml may lie X.expected: if that tells an error, the
// schema has to refuse the file, else to take it. UNSEEN.txt names the files with which it is the other way round: what they get
// wrong no schema can see, or no editor would say well.
import { createRequire } from 'node:module';
import { existsSync, readFileSync } from 'node:fs';

const [modules, schemaPath, unseenPath, ...files] = process.argv.slice(2);
const require = createRequire(modules + '/');
const Ajv = require('ajv').default;
const { parse } = require('yaml');

const ajv = new Ajv({ strict: true, strictTypes: false, strictRequired: false, allErrors: true });
ajv.addKeyword('patternErrorMessage'); // words for editors
const schema = JSON.parse(readFileSync(schemaPath, 'utf8'));
if (!ajv.validateSchema(schema)) throw new Error(ajv.errorsText());
const validate = ajv.compile(schema);
const lines = unseenPath === '-' ? [] : readFileSync(unseenPath, 'utf8').split('\n');
const unseen = new Set(lines.map((line) => line.split(' ')[0]).filter((name) => name));
let faults = 0, refused = 0, taken = 0;

for (const file of files) {
	const expected = file.replace(/\.yaml$/, '.expected');
	const name = file.replace(/.*\//, '');
	const isWrong = existsSync(expected) && / error: /.test(readFileSync(expected, 'utf8'));
	let map;
	try {
		map = parse(readFileSync(file, 'utf8'), { logLevel: 'error' });
	} catch {
		if (!isWrong) { console.log(`${file}: is no YAML`); faults++; }
		continue;
	}
	const valid = validate(map);
	valid ? taken++ : refused++;
	if (valid === (isWrong === unseen.has(name))) continue;
	faults++;
	console.log(`${file}: ${valid ? 'is taken' : ajv.errorsText(validate.errors).slice(0, 600)}`);
}
for (const name of unseen)
	if (!files.some((file) => file.endsWith('/' + name))) { console.log(`${unseenPath}: there is no ${name}`); faults++; }
console.log(`${taken} taken, ${refused} refused, ${faults} not as they should`);
process.exit(faults ? 1 : 0);
