// simplified.mjs MODULES - reads a JSON list of Chinese texts, writes the list in simplified characters, by the tables of npm's opencc-js.
import fs from "node:fs";
import { createRequire } from "node:module";

const { Converter } = createRequire(`${process.argv[2]}/`)("opencc-js");
const convert = Converter({ from: "t", to: "cn" });
process.stdout.write(JSON.stringify(JSON.parse(fs.readFileSync(0, "utf8")).map(text => convert(text))));
