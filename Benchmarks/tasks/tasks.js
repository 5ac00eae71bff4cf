// The same with promises in Node: tasks.js sleepers TASKS MILLISECONDS | tasks.js spawn COUNT | tasks.js echo
'use strict';
const { performance } = require('node:perf_hooks');
const [what, first, second] = process.argv.slice(2);

async function sleepers(count, milliseconds) {
  const start = performance.now();
  const sleep = () => new Promise((wake) => setTimeout(wake, milliseconds));
  const all = [];
  for (let i = 0; i < count; i++) all.push((async () => { await sleep(); })());
  await Promise.all(all);
  console.log(`tasks=${count} wall_us=${Math.round((performance.now() - start) * 1000)}`);
}

async function spawn(count) {
  const start = performance.now();
  const same = async (number) => number;
  let sum = 0;
  for (let i = 0; i < count; i++) sum += await same(i);
  const elapsed = (performance.now() - start) * 1e6;
  if (sum * 2 !== count * (count - 1)) process.exit(1);
  console.log(`spawned=${count} ns_each=${(elapsed / count).toFixed(2)}`);
}

function echo() {
  const server = require('node:net').createServer((connection) => {
    connection.on('error', () => {});
    connection.on('data', (bytes) => connection.write(bytes));
  });
  server.listen({ host: '127.0.0.1', port: 0, backlog: 4096 }, () => console.log(`port=${server.address().port}`));
}

if (what === 'sleepers') sleepers(Number(first), Number(second));
else if (what === 'spawn') spawn(Number(first));
else if (what === 'echo') echo();
else process.exit(2);
