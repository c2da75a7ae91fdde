/** The words of the controls. */

export const CONTROLS_WORDS = {
  data: 'Data',
  rowsOf: 'rows of',
  openFile: 'Open a file…',
  training: 'Training',
  lanes: 'Lanes',
  addLane: 'Add a lane',
  hint: '↻ restarts training with the same seed. All lanes get the same batches and the same random numbers.',
  /** After the help of a field that is not applied at once. */
  restarts: ' A change restarts training with the same seed.',
  more: 'More',
  nameOfLane: (lane: number) => `Name of lane ${lane}`,
  laneHeading: (lane: number, label: string) => `Lane ${lane}: ${label}`,
  copy: 'Copy this lane',
  copyLane: (lane: number) => `Copy lane ${lane}`,
  remove: 'Remove this lane',
  removeLane: (lane: number) => `Remove lane ${lane}`,
  diverged: 'Diverged: the numbers overflowed. Lower the learning rate or change the recipe, then reset.',
  constants: (alpha: string, lambda: string) => ` with α = ${alpha}, λ = ${lambda}`,
  slider: (label: string) => `${label}, slider`,
} as const;
