import { versions } from 'node:process';

/**
 * Lets code run longer before V8 compiles it for speed. By default it compiles hundreds of functions in the first seconds,
 * most of which then run too seldom to earn it: on two cores that took a quarter of the processor's time. Measured with
 * Node 20; newer versions compile in smaller steps.
 */
export async function compileSparingly(): Promise<void> {
  if (!versions.v8.startsWith('11.')) return;
  const { setFlagsFromString } = await import('node:v8');
  setFlagsFromString('--interrupt-budget=500000');
}

/**
 * Lets garbage be collected whenever the heap has grown by a fifth. What one slice leaves behind would otherwise stay
 * until the heap has doubled: that is faster, and takes twice the memory where memory is what matters.
 */
export async function keepHeapSmall(): Promise<void> {
  const { setFlagsFromString } = await import('node:v8');
  setFlagsFromString('--heap-growing-percent=20');
  setFlagsFromString('--semi-space-growth-factor=1');
}
