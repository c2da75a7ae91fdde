/** Highway layers, forward and backward. */
import { activationOf } from '../../../src/activations/catalogue';
import { highway } from '../../../src/engine/kernels/blocks/highway';
import { highwayBackward } from '../../../src/engine/kernels/blocks/highway-backward';
import type { Workbench } from '../workbench';
import { COUNT, type KernelPair, activations, batch, draw, plain, reluBackward, same, twin, width } from './pair';

/** c·T + x·(1 − T) on both sides. */
export async function highwayForward(bench: Workbench): Promise<KernelPair> {
  const { candidate, gate, x } = highwayOperands(bench);
  const y = activations(bench, 'y');
  const { hyper, state } = bench;
  return {
    plain: [
      await plain(bench, 'blocks/highway', { candidate: candidate.plain, gate: gate.plain, x: x.plain, y: y.plain }, [COUNT]),
    ],
    tuned: [
      await highway(bench.device, {
        hyper,
        state,
        dropout: false,
        layer: 0,
        candidate: candidate.tensor,
        transform: gate.tensor,
        x: x.tensor,
        h: y.tensor,
      }),
    ],
    results: [same(y)],
  };
}

/** The plain side multiplies the candidate's gradient by ReLU's slope in a second dispatch. */
export async function highwayGradients(bench: Workbench): Promise<KernelPair> {
  const { candidate, gate, x } = highwayOperands(bench);
  const [z, gradient] = [activations(bench, 'z', 4), activations(bench, 'gradient', 5)];
  const [delta, gateDelta] = [activations(bench, 'delta'), activations(bench, 'gate delta')];
  const [candidateGradient, dx] = [bench.empty('dc', COUNT), bench.empty('dx', COUNT)];
  const { hyper, state } = bench;
  return {
    plain: [
      await plain(
        bench,
        'blocks/highway_backward',
        {
          candidate: candidate.plain,
          gate: gate.plain,
          x: x.plain,
          dy: gradient.plain,
          candidate_gradient: candidateGradient,
          gate_gradient: gateDelta.plain,
          dx,
        },
        [COUNT],
      ),
      await reluBackward(bench, z.plain, candidateGradient, delta.plain),
    ],
    tuned: [
      await highwayBackward(bench.device, {
        hyper,
        state,
        dropout: false,
        layer: 0,
        activation: activationOf('relu'),
        normalized: false,
        gradient: gradient.tensor,
        x: x.tensor,
        z: z.tensor,
        candidate: candidate.tensor,
        transform: gate.tensor,
        delta: delta.tensor,
        gateDelta: gateDelta.tensor,
      }),
    ],
    // The tuned kernel overwrites the candidate with the gradient of the carry path.
    results: [same(delta), same(gateDelta), { tuned: candidate.tensor, plain: [dx] }],
  };
}

function highwayOperands(bench: Workbench) {
  const gate = draw(2, COUNT).map((value) => 1 / (1 + Math.exp(-value)));
  return {
    candidate: activations(bench, 'candidate', 1),
    gate: twin(bench, 'gate', batch, width, gate),
    x: activations(bench, 'x', 3),
  };
}
