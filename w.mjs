import z from 'node:zlib'; import fs from 'node:fs'; import path from 'node:path';
const br=b=>z.brotliCompressSync(b,{params:{[z.constants.BROTLI_PARAM_QUALITY]:11,[z.constants.BROTLI_PARAM_SIZE_HINT]:b.length}}).length;
for (const d of ['/tmp/dist-before','dist']){ const h=fs.readFileSync(d+'/stations/index.html'); const scripts=[...h.toString().matchAll(/<script[^>]* src="([^"]+)"/g)].map(m=>m[1]); const css=d+'/_astro/'+fs.readdirSync(d+'/_astro').find(x=>x.endsWith('.css'));
console.log(d, br(h), br(fs.readFileSync(css)), scripts.map(s=>[s,br(fs.readFileSync(d+s))])); }
