import { EventEmitter } from 'node:events';
import { expect, it } from 'vitest';
import { atExit } from './at-exit.js';

class Target extends EventEmitter {
  readonly pid = 7;
  readonly killed: string[] = [];
  kill(pid: number, signal: string): void {
    this.killed.push(`${pid} ${signal}`);
  }
}

const scene = (): { target: Target; log: string[] } => {
  const target = new Target();
  const log: string[] = [];
  atExit({ whenIdle: () => log.push('idle'), atEnd: () => log.push('end') }, target);
  return { target, log };
};

it('works when the app is idle, and again if it goes on', () => {
  const { target, log } = scene();
  target.emit('beforeExit');
  target.emit('beforeExit');
  target.emit('exit');
  expect(log).toEqual(['idle', 'idle', 'end']);
});

it('ends once, and lets the signal kill', () => {
  const { target, log } = scene();
  target.emit('SIGTERM', 'SIGTERM');
  target.emit('exit');
  expect({ log, killed: target.killed }).toEqual({ log: ['end'], killed: ['7 SIGTERM'] });
});

it('leaves a signal to the app that listens to it, which sees itself alone', () => {
  const { target, log } = scene();
  target.on('SIGINT', () => log.push(`the app, one of ${target.listenerCount('SIGINT')}`));
  target.emit('SIGINT', 'SIGINT');
  expect({ log, killed: target.killed }).toEqual({ log: ['the app, one of 1'], killed: [] });
});
