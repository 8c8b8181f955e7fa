/** Three notes, again and again until it is stopped, as long as somebody needs to listen for them. */
const notes = [523.25, 659.25, 783.99];
const everyMs = 2_000;

export function playTestSound(): () => void {
  const context = new AudioContext();
  const play = () => {
    for (const [n, frequency] of notes.entries()) {
      const oscillator = new OscillatorNode(context, { frequency });
      const gain = new GainNode(context, { gain: 0 });
      const at = context.currentTime + n * 0.22;
      gain.gain.setValueAtTime(0, at);
      gain.gain.linearRampToValueAtTime(0.3, at + 0.02);
      gain.gain.linearRampToValueAtTime(0, at + 0.2);
      oscillator.connect(gain).connect(context.destination);
      oscillator.start(at);
      oscillator.stop(at + 0.21);
    }
  };
  play();
  const again = setInterval(play, everyMs);
  return () => {
    clearInterval(again);
    void context.close();
  };
}
