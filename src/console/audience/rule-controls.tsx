import { Button, SegmentedControl } from "@mantine/core";
import { MantineValueSelector } from "@react-querybuilder/mantine";
import type { ValueSelectorProps, ActionProps, CombinatorSelectorProps, NotToggleProps } from "react-querybuilder";
import { IconButton } from "../parts/icon-button.tsx";
import { useTexts } from "../texts/use-texts.tsx";

/** "+ condition" and "+ group", quiet beside the conditions themselves. */
export function AddButton({ label, title, className, handleOnClick }: ActionProps) {
  return (
    <Button
      variant="subtle"
      size="compact-sm"
      className={className}
      aria-label={title ?? ""}
      onClick={(event) => handleOnClick(event)}
    >
      + {label}
    </Button>
  );
}

/** Takes a condition, or a group with all that is in it, away. */
export function RemoveButton({ title = "", className, handleOnClick }: ActionProps) {
  return <IconButton icon="remove" label={title} className={String(className ?? "")} onClick={() => handleOnClick()} />;
}

/** A list to pick an attribute or a comparison from, with its name for screen readers too. */
export function NamedSelector(props: ValueSelectorProps) {
  return <MantineValueSelector {...props} aria-label={props.title} />;
}

/** Turns a group into its opposite. */
export function NotToggle({ checked = false, label, title = "", className, handleOnChange }: NotToggleProps) {
  return (
    <Button
      size="compact-sm"
      variant={checked ? "filled" : "default"}
      className={className}
      aria-pressed={checked}
      title={title}
      onClick={() => handleOnChange(!checked)}
    >
      {label}
    </Button>
  );
}

/** Whether all conditions of a group must hold, or any. */
export function CombinatorPicker({ value, className, handleOnChange }: CombinatorSelectorProps) {
  const { t } = useTexts();
  return (
    <SegmentedControl
      size="xs"
      className={className}
      aria-label={t.audience.combinator}
      value={value === "or" ? "or" : "and"}
      onChange={handleOnChange}
      data={[
        { value: "and", label: t.audience.and },
        { value: "or", label: t.audience.or },
      ]}
    />
  );
}
