"""What views and other rooms may ask of names and their proof."""
