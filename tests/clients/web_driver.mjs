// A browser session over WebDriver, with Chromium's own commands (CDP) beside it: only what these tests need.
// Needs: chromedriver and chromium on PATH; Node 18 for fetch. Errors are thrown with the browser's message.
import { spawn } from 'node:child_process';

// `folder` takes the browser's profiles, which it does not always remove.
async function startDriver(folder) {
	const driver = spawn('chromedriver', ['--port=0'], {
		stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, TMPDIR: folder },
	});
	const port = await new Promise((resolve, reject) => {
		let said = '';
		driver.on('error', reject);
		driver.on('exit', () => reject(new Error(`chromedriver ended: ${said}`)));
		driver.stdout.on('data', (data) => {
			said += data;
			const match = said.match(/successfully on port (\d+)/);
			if (match) resolve(match[1]);
		});
	});
	return { driver, base: `http://127.0.0.1:${port}` };
}

export class Browser {
	static async open(width, height, folder) {
		const { driver, base } = await startDriver(folder);
		const browser = Object.assign(new Browser(), { driver, base });
		// No sandbox: tests run as root in containers, where Chromium refuses to start with one.
		const args = ['--headless=new', '--no-sandbox', '--disable-dev-shm-usage', '--hide-scrollbars',
			'--force-device-scale-factor=1', `--window-size=${width},${height}`];
		const capabilities = { alwaysMatch: { browserName: 'chrome', 'goog:chromeOptions': { args } } };
		try {
			const session = await browser.call('POST', '/session', { capabilities });
			browser.session = `/session/${session.sessionId}`;
		} catch (error) {
			driver.kill();
			throw error;
		}
		return browser;
	}

	async call(method, path, body) {
		const answer = await fetch(this.base + path, {
			method, body: body && JSON.stringify(body), signal: AbortSignal.timeout(120000),
		});
		const { value } = await answer.json();
		if (value?.error) throw new Error(`${path}: ${value.message}`);
		return value;
	}

	go(url) { return this.call('POST', `${this.session}/url`, { url }); }

	run(script, ...args) {
		return this.call('POST', `${this.session}/execute/sync`, { script: `return (${script})(...arguments)`, args });
	}

	cdp(cmd, params = {}) { return this.call('POST', `${this.session}/goog/cdp/execute`, { cmd, params }); }

	// A part of the page, at `scale` pixels of picture per CSS pixel.
	async picture(box, scale) {
		const shot = await this.cdp('Page.captureScreenshot', {
			format: 'png', clip: { ...box, scale }, captureBeyondViewport: true,
		});
		return Buffer.from(shot.data, 'base64');
	}

	async key(key, code) {
		for (const type of ['rawKeyDown', 'keyUp'])
			await this.cdp('Input.dispatchKeyEvent', { type, key, code: key, windowsVirtualKeyCode: code });
	}

	async close() {
		await this.call('DELETE', this.session).catch(() => {});
		this.driver.kill();
	}
}
