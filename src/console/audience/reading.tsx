import { List, Text } from "@mantine/core";
import type { Reading } from "./read-aloud.ts";

/** A rule in plain words, with what belongs together set in. */
export function RuleReading({ reading }: { readonly reading: Reading }) {
  if (reading.children.length === 0) return <Text>{reading.text}</Text>;
  return (
    <>
      <Text>{reading.text}</Text>
      <List withPadding spacing={2}>
        {reading.children.map((child, index) => (
          // Sentences have no name but their place.
          <List.Item key={index}>
            <RuleReading reading={child} />
          </List.Item>
        ))}
      </List>
    </>
  );
}
