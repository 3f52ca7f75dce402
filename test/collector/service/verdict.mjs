/** One line of JSON for each scenario; what lost a span makes the process fail. */
export function report({ missing, problems = [], ...facts }) {
  console.log(JSON.stringify({ ...facts, missing, problems }));
  if (missing > 0 || problems.length > 0 || facts.acknowledged === 0) process.exitCode = 1;
}
