// The maps in a web page, in a real Chromium: three inline, one as <img>, one as <picture> with a dark variant.
// usage: chromium.mjs WORK PICTURE_DIFF EXAMPLE. WORK holds g60-V.svg and g60-V.png (V 1.0, 2.0, 3.0; 120 dpi) and
// night-3.0.svg and .png; EXAMPLE is the page of `make examples`. Prints a result line per test.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Browser } from './web_driver.mjs';

const [work, diffTool, example] = process.argv.slice(2).map((path) => resolve(path));
const versions = ['1.0', '2.0', '3.0'];
const members = { '1.0': 1, '2.0': 3, '3.0': 9 };
let failed = false;

async function test(name, check) {
	let message = null;
	try {
		message = await check();
	} catch (error) {
		message = error.message;
	}
	console.log(message ? `[  FAILED  ] ${name}` : `[       OK ] ${name}`);
	if (message) console.log(message);
	failed ||= Boolean(message);
}

// The picture of a box of the page against our PNG; null within the limits.
async function comparePicture(browser, box, expected, name) {
	const actual = `${work}/chromium-${name}.png`;
	writeFileSync(actual, await browser.picture(box, 120 / 96));
	const limits = ['--crop', '--max-mean', '2', '--max-fraction', '0.012', '--out', `${work}/chromium-${name}-diff.png`];
	try {
		execFileSync(diffTool, [expected, actual, ...limits], { encoding: 'utf8' });
	} catch (error) {
		return `${actual}: ${error.stdout}${error.stderr}`;
	}
	return null;
}

const boxOf = (selector) => {
	const box = document.querySelector(selector).getBoundingClientRect();
	return { x: box.x + scrollX, y: box.y + scrollY, width: box.width, height: box.height };
};

function writePages() {
	const head = '<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>Maps</title>' +
		'<style>body{margin:0} section>svg,img{display:block}</style>';
	const inline = versions.map((version) =>
		`<section id="page-${version}">${readFileSync(`${work}/g60-${version}.svg`, 'utf8')}</section>`);
	writeFileSync(`${work}/inline.html`, head + inline.join('\n'));
	writeFileSync(`${work}/image.html`, `${head}<img id="plain" src="g60-3.0.svg" alt="Map">
		<picture><source srcset="night-3.0.svg" media="(prefers-color-scheme: dark)">
		<img id="schemed" src="g60-3.0.svg" alt="Map"></picture>`);
	return ['inline', 'image'].map((name) => pathToFileURL(`${work}/${name}.html`).href);
}

const duplicateIds = () => {
	const ids = [...document.querySelectorAll('[id]')].map((element) => element.id);
	return ids.filter((id, index) => ids.indexOf(id) !== index);
};

// What the browser's own search finds, as the user's Ctrl-F does; the name of the element that holds it.
const find = (text) => {
	getSelection().removeAllRanges();
	return window.find(text) ? getSelection().anchorNode.parentElement.closest('text')?.nodeName ?? 'other' : null;
};

// Once each: an inset shows some of them again, after the map.
const membersOf = (section) => [...document.querySelectorAll(`[id="${section}"] .member`)]
	.filter((member, index, all) => all.findIndex((other) => other.dataset.key === member.dataset.key) === index)
	.map((member) => member.id);

// Brings a member into view and returns a point of the window where it is hit itself, not a lake over it.
const pointOf = (id) => {
	const member = document.getElementById(id);
	member.scrollIntoView({ block: 'center', inline: 'center' });
	const box = member.getBoundingClientRect();
	for (let step = 1; step < 400; step++) {
		const x = box.x + box.width * ((step * 0.618034) % 1), y = box.y + box.height * (step / 400);
		if (document.elementFromPoint(x, y)?.closest('.member') === member) return { x, y };
	}
	return null;
};

async function hoverEveryMember(browser, version) {
	const ids = await browser.run(membersOf.toString(), `page-${version}`);
	if (ids.length !== members[version]) return `${ids.length} members, not ${members[version]}`;
	for (const id of ids) {
		const point = await browser.run(pointOf.toString(), id);
		if (!point) return `no point of ${id} can be reached`;
		await browser.cdp('Input.dispatchMouseEvent', { type: 'mouseMoved', ...point });
		const hovered = await browser.run('() => document.querySelector(".member:hover")?.id');
		if (hovered !== id) return `over ${id} the pointer meets ${hovered}`;
	}
	return null;
}

// The style sheet that docs/embedding.md shows: the fill of the path that the members since 3.0 are, before and with it.
const styled = () => {
	const fills = () => [...document.querySelectorAll('[id="page-3.0"] .member')].map((member) =>
		({ since: member.dataset.since, fill: getComputedStyle(member.querySelector('path')).fill }));
	const before = fills();
	const sheet = document.head.appendChild(document.createElement('style'));
	sheet.textContent = '.member.since-3-0 path { fill: rgb(1, 2, 3) }';
	const after = fills();
	sheet.remove();
	return after.map((one, index) => ({ ...one, before: before[index].fill }));
};

// What the pointer meets at the middle of names and along lines of the map: no name, no line.
const caught = () => {
	const map = document.querySelector('[id="page-3.0"] > svg');
	const things = [...map.querySelectorAll('.label text, .layer.line path, .layer.railway path, .layer.expressway path')];
	const met = things.map((thing) => {
		const box = thing.getBoundingClientRect();
		scrollTo(box.x + scrollX - 300, box.y + scrollY - 300);
		const now = thing.getBoundingClientRect();
		return document.elementFromPoint(now.x + now.width / 2, now.y + now.height / 2);
	});
	return { count: things.length, caught: met.filter((one) => one?.closest('.label, .layer.line, .layer.railway, .layer.expressway'))
		.map((one) => one.closest('g').id) };
};

// How many of each member's things carry its name: its area, its dot, its name.
const thingsOf = () => Object.fromEntries([...document.querySelectorAll('[id="page-3.0"] .member')].map((member) => [member.dataset.member,
	document.querySelectorAll(`[id="page-3.0"] [data-member="${member.dataset.member}"]`).length]));

async function accessibleImages(browser) {
	const { nodes } = await browser.cdp('Accessibility.getFullAXTree');
	return nodes.filter((node) => !node.ignored && ['img', 'image'].includes(node.role?.value))
		.map((node) => ({ name: node.name?.value ?? '', description: node.description?.value ?? '' }));
}

async function inlinePage(browser, url) {
	await browser.go(url);
	await test('chromium-inline-unique-ids', async () => (await browser.run(duplicateIds.toString())).join(' ') || null);
	for (const name of ['Songjiang', 'Hangzhou', '松江', 'Hefei', 'Legend'])
		await test(`chromium-inline-search-${name}`, async () => {
			const found = await browser.run(find.toString(), name);
			return found === 'text' ? null : `found in: ${found}`;
		});
	await test('chromium-inline-accessible', async () => {
		const images = await accessibleImages(browser);
		for (const version of versions) {
			const image = images.find((one) => one.name.includes(version));
			if (!image?.description.includes('Songjiang')) return `no image ${version} in ${JSON.stringify(images)}`;
		}
		return null;
	});
	await test('chromium-inline-style', async () => {
		const members = await browser.run(styled.toString());
		const wrong = members.filter(({ since, fill, before }) => (since === '3.0') !== (fill === 'rgb(1, 2, 3)') || before === 'rgb(1, 2, 3)');
		return members.length >= 9 && members.some(({ since }) => since === '3.0') && !wrong.length ? null : JSON.stringify(members);
	});
	await test('chromium-inline-names-and-lines-pass-the-pointer', async () => {
		const found = await browser.run(caught.toString());
		return found.count > 50 && !found.caught.length ? null : JSON.stringify(found);
	});
	await test('chromium-inline-things-of-members', async () => {
		const things = await browser.run(thingsOf.toString());
		return Object.keys(things).length === 9 && Object.values(things).every((count) => count >= 3) ? null : JSON.stringify(things);
	});
	for (const version of versions) {
		await test(`chromium-inline-hover-${version}`, () => hoverEveryMember(browser, version));
		await test(`chromium-inline-picture-${version}`, async () => {
			await browser.run('() => scrollTo(0, 0)');
			const box = await browser.run(boxOf.toString(), `[id="page-${version}"] > svg`);
			return comparePicture(browser, box, `${work}/g60-${version}.png`, `inline-${version}`);
		});
	}
}

async function imagePage(browser, url) {
	for (const scheme of ['light', 'dark']) {
		await browser.cdp('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value: scheme }] });
		await browser.go(url);
		const stem = scheme === 'dark' ? 'night-3.0' : 'g60-3.0';
		await test(`chromium-picture-${scheme}`, async () => {
			const source = await browser.run('() => document.getElementById("schemed").currentSrc');
			if (!source.endsWith(`${stem}.svg`)) return `shows ${source}`;
			const box = await browser.run(boxOf.toString(), '#schemed');
			return comparePicture(browser, box, `${work}/${stem}.png`, `picture-${scheme}`);
		});
		if (scheme === 'light')
			await test('chromium-img', async () => comparePicture(browser,
				await browser.run(boxOf.toString(), '#plain'), `${work}/g60-3.0.png`, 'img'));
	}
	await browser.cdp('Emulation.setEmulatedMedia', { features: [] });
}

const shownVersions = () => [...document.querySelectorAll('.view')].filter((map) => map.checkVisibility?.() ?? map.offsetParent)
	.map((map) => map.dataset.version);

async function examplePage(browser) {
	await browser.go(pathToFileURL(example).href);
	const shown = async () => (await browser.run(shownVersions.toString())).join(' ');
	await test('chromium-example-unique-ids', async () => (await browser.run(duplicateIds.toString())).join(' ') || null);
	await test('chromium-example-starts-with-3.0', async () => (await shown()) === '3.0' ? null : `shows ${await shown()}`);
	await test('chromium-example-keyboard', async () => {
		await browser.run('() => document.querySelector("input[name=version]:checked").focus()');
		for (const version of ['2.0', '1.0']) {
			await browser.key('ArrowLeft', 37);
			if ((await shown()) !== version) return `ArrowLeft shows ${await shown()}, not ${version}`;
		}
		await browser.key('ArrowRight', 39);
		await browser.key('ArrowRight', 39);
		return (await shown()) === '3.0' ? null : `ArrowRight shows ${await shown()}`;
	});
	await test('chromium-example-member-in-focus', async () => {
		const marked = await browser.run(`() => { const button = [...document.querySelectorAll('.list button')]
			.find((one) => one.checkVisibility() && one.textContent.includes('Hefei'));
			const hefei = [...document.querySelectorAll('.member')].filter((one) => one.dataset.member === 'hefei' && one.checkVisibility());
			const fill = () => hefei.map((one) => getComputedStyle(one.querySelector('path')).fill).join(' ');
			const before = fill(); button.focus();
			return { names: [...document.querySelectorAll('.member.marked')].map((one) => one.dataset.name).join(' '), before, after: fill() }; }`);
		return marked.names === 'Hefei' && marked.before && marked.after === 'rgb(242, 161, 58)' && marked.before !== marked.after
			? null : JSON.stringify(marked);
	});
	await test('chromium-example-links', async () => {
		const broken = await browser.run(`() => [...document.querySelectorAll('a[href^="#"]')]
			.filter((link) => !document.getElementById(link.hash.slice(1))).map((link) => link.hash).join(' ')`);
		return broken || null;
	});
	writeFileSync(`${work}/chromium-example.png`, await browser.picture({ x: 0, y: 0, width: 1280, height: 1000 }, 1));
}

const [inline, image] = writePages();
const browser = await Browser.open(1280, 1000, work);
try {
	await inlinePage(browser, inline);
	await imagePage(browser, image);
	await examplePage(browser);
} finally {
	await browser.close();
}
process.exit(failed ? 1 : 0);
