namespace FlowLogStack.Processing;

/// <summary>Writes the line as it came.</summary>
sealed class VpcRawEncoder : LineEncoder
{
    public override bool UsesFacts => false;

    public override void Write(OutputBuffer output, in ProcessedLine line, LineOrigin origin) => output.Append(line.Text);
}
