import { classes, testAttributes, type BaseProps } from './props.ts';

interface ProgressProps extends BaseProps {
  title?: string;
  'aria-label'?: string;
  showPercentage?: boolean;
  value?: number;
  maxValue?: number;
  valueMax?: number;
  valueDescription?: string;
  variant?: 'success' | 'danger' | 'warning';
}

export function ProgressBar({ title, value = 0, variant = 'success', valueDescription, ...props }: ProgressProps) {
  const most = props.maxValue ?? props.valueMax ?? 100;
  const percent = Math.max(0, Math.min(100, Math.round((value / most) * 100)));
  const note = valueDescription ?? (props.showPercentage ? `${percent}%` : '');
  return (
    <div className={`hs-progress hs-progress-${variant}`} {...testAttributes(props)}>
      {(title !== undefined || note !== '') && (
        <div className="hs-progress-text">
          <b>{title}</b>
          <span>{note}</span>
        </div>
      )}
      <div
        className="hs-progress-track"
        role="progressbar"
        aria-label={props['aria-label'] ?? title ?? 'Progress'}
        aria-valuemin={0}
        aria-valuemax={most}
        aria-valuenow={Math.max(0, Math.min(most, value))}
        aria-valuetext={note || undefined}
      >
        <div style={{ width: `${percent}%` }} />
      </div>
    </div>
  );
}

/** 0 to 32 is low, to 65 middling. */
export function ScoreCircle({ score, ...props }: BaseProps & { score: number }) {
  const level = score > 65 ? 'high' : score > 32 ? 'middle' : 'low';
  return (
    <div className={`hs-score hs-score-${level}`} role="img" aria-label={`Score ${score}`} {...testAttributes(props)}>
      {score}
    </div>
  );
}

interface StepsProps extends BaseProps {
  stepNames: string[];
  currentStep?: number;
  direction?: 'horizontal' | 'vertical';
  variant?: 'default' | 'compact' | 'flush';
  onClick?: (step: number) => void;
}

export function StepIndicator({ stepNames, currentStep = 0, direction = 'horizontal', onClick, ...props }: StepsProps) {
  return (
    <ol
      className={classes('hs-steps', `hs-steps-${direction}`, `hs-steps-${props.variant ?? 'default'}`)}
      {...testAttributes(props)}
    >
      {stepNames.map((name, at) => {
        const state = at < currentStep ? 'done' : at === currentStep ? 'now' : 'next';
        const content = (
          <>
            <i aria-hidden="true">{state === 'done' ? '✓' : at + 1}</i>
            <span>{name}</span>
          </>
        );
        return (
          <li key={name} className={`hs-step-${state}`} aria-current={state === 'now' ? 'step' : undefined}>
            {onClick === undefined ? (
              content
            ) : (
              <button type="button" className="hs-bare" onClick={() => onClick(at)}>
                {content}
              </button>
            )}
          </li>
        );
      })}
    </ol>
  );
}
