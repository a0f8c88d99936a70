"""What pages share on screen: language, figures in sentences, metric cards, chart cards, the source panel."""
