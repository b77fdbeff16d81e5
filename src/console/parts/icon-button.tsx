import { ActionIcon } from "@mantine/core";

const ICONS = {
  remove: "M6 6l12 12M18 6L6 18",
  code: "M8 7l-5 5 5 5M16 7l5 5-5 5",
  edit: "M5 19l1-4L16 5l3 3L9 18zM14 7l3 3",
  close: "M6 15l6-6 6 6",
} as const;

interface IconButtonProps {
  readonly icon: keyof typeof ICONS;
  /** What it does, for the tooltip and for screen readers. */
  readonly label: string;
  readonly onClick: () => void;
  /** Only for a button that stays pressed or that opens something. */
  readonly isExpanded?: boolean;
  readonly className?: string;
}

/** A quiet button with a drawing instead of a word. */
export function IconButton({ icon, label, onClick, isExpanded, className }: IconButtonProps) {
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size="lg"
      aria-label={label}
      title={label}
      onClick={onClick}
      {...(className === undefined ? {} : { className })}
      {...(isExpanded === undefined ? {} : { "aria-expanded": isExpanded })}
    >
      <svg viewBox="0 0 24 24" width="18" height="18" aria-hidden="true">
        <path d={ICONS[icon]} fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />
      </svg>
    </ActionIcon>
  );
}
