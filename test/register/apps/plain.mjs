/** An app without agents. `WAIT` keeps it alive until a signal ends it. */
if (process.env.WAIT === 'true') {
  console.log('waiting');
  setInterval(() => {}, 1_000);
} else {
  console.log('done');
}
