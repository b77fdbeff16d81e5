import { Button, Tooltip, type ButtonProps } from "@mantine/core";
import type { ReactNode } from "react";

interface GatedButtonProps extends ButtonProps {
  /** Why it can't be pressed now, for people to read; undefined: it can. */
  readonly obstacle: string | undefined;
  /** What it does, where its name does not say enough. */
  readonly hint?: string;
  readonly label?: string;
  /** It opens a dialog. */
  readonly asks?: boolean;
  readonly type?: "button" | "submit";
  readonly onClick?: () => void;
  readonly children: ReactNode;
}

/** A button that stays within reach of the keyboard when it can't be pressed, and says why. */
export function GatedButton({ obstacle, hint, label, asks = false, onClick, children, ...looks }: GatedButtonProps) {
  const words = obstacle ?? hint;
  return (
    <Tooltip
      label={words}
      disabled={words === undefined}
      events={{ hover: true, focus: true, touch: true }}
      multiline
      maw={320}
    >
      <Button
        {...looks}
        {...(asks ? { "aria-haspopup": "dialog" } : {})}
        {...(label === undefined ? {} : { "aria-label": label })}
        {...(obstacle === undefined ? {} : { "aria-disabled": true, "data-disabled": true })}
        onClick={(event) => {
          // Of a form's button this also keeps the form from being sent.
          if (obstacle !== undefined) event.preventDefault();
          else onClick?.();
        }}
      >
        {children}
      </Button>
    </Tooltip>
  );
}
