/** Runs tasks, at most `limit` at a time; results come in the order of the tasks, whoever ends first. */
export const inParallel = async (tasks, limit) => {
  const results = [];
  let next = 0;
  const work = async () => {
    while (next < tasks.length) {
      const index = next;
      next += 1;
      results[index] = await tasks[index]();
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, Math.min(limit, tasks.length)) }, work));
  return results;
};
