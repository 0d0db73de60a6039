import { chromium } from "playwright-core";
import { Host, FLAGS,run } from "./support.mjs";
import * as w from "./writing.mjs";
const host = await Host.start();
const b = await chromium.launch({executablePath:"/usr/bin/chromium",args:FLAGS});
const c = await b.newContext({viewport:{width:360,height:740},permissions:["clipboard-read","clipboard-write"]});
const p = await c.newPage();
for (const h of ["#/exercise/clique?fixture=karate","#/exercise/pstree","#/exercise/log-filter"]) {
await p.goto(host.url+h);
if (h.includes("?")) await run(p); else { await w.editor(p).waitFor(); await w.judge(p); }
console.log(h, await p.evaluate(()=>[...document.querySelectorAll("main *")].filter(e=>e.getBoundingClientRect().right>361).slice(0,12).map(e=>e.tagName+"."+e.className+" "+e.getBoundingClientRect().right+" "+e.textContent.slice(0,30)+" sw "+e.parentElement.scrollWidth)));
await p.screenshot({path:"/tmp/n"+h.length+".png"});
}
await b.close(); await host.stop();
