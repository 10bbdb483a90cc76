// An optional ring, in two short bursts, with a mute that is remembered. Never the only signal: the panel says so in words.
function buildRing(kept) {
  kept.root.classList.add('ring');
  kept.root.style.paddingTop = '2px';
  kept.button = el('button', '', null, { type: 'button' });
  kept.sign = icon('volume_up');
  kept.words = el('span');
  kept.button.append(kept.sign, kept.words);
  kept.button.onclick = () => { localStorage.setItem('call-kit:mute', muted() ? '' : 'yes'); showRing(kept); };
  kept.root.append(kept.button);
  every(kept, 3000, () => burst(kept));
}
const muted = () => localStorage.getItem('call-kit:mute') === 'yes';
function showRing(kept) {
  put(kept.sign, muted() ? 'volume_off' : 'volume_up');
  attr(kept.words, 'class', kept.data.compact ? 'heard-only' : null);
  attr(kept.button, 'title', kept.data.compact ? (muted() ? 'Ring sound is off' : 'Ring sound is on') : null);
  put(kept.words, muted() ? ' Ring sound is off' : ' Ring sound is on');
  attr(kept.button, 'aria-pressed', String(!muted()));
  if (muted()) kept.sound?.suspend(); else kept.sound?.resume();
}
function burst(kept) {
  if (!kept.data.ringing || muted() || !kept.root.isConnected) return;
  try {
    // Without a gesture on the page the browser keeps this silent, and that is well.
    kept.sound ??= new AudioContext();
    for (const start of [0, 0.6]) for (const pitch of [400, 450]) {
      const tone = kept.sound.createOscillator();
      const loud = kept.sound.createGain();
      tone.frequency.value = pitch;
      loud.gain.value = 0.04;
      tone.connect(loud).connect(kept.sound.destination);
      tone.start(kept.sound.currentTime + start);
      tone.stop(kept.sound.currentTime + start + 0.4);
    }
  } catch { /* no sound here: the words and the colour remain */ }
}
export default function ({ data: [data], parentElement }) {
  const kept = keep(parentElement, buildRing);
  const began = data.ringing && !kept.data?.ringing;
  kept.data = data;
  showRing(kept);
  if (began) burst(kept);
  const end = ending(kept);
  return () => { kept.sound?.close(); end(); };
}
