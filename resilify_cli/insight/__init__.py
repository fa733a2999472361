"""What a person's numbers look like over time: from readings to pictures, drawn or told."""
