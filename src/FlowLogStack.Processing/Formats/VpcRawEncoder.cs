namespace FlowLogStack.Processing;

/// <summary>Encoder that writes the line unchanged.</summary>
sealed class VpcRawEncoder : LineEncoder
{
    public override bool UsesFacts => false;

    public override void Write(OutputBuffer output, in ProcessedLine line, LineOrigin origin) => output.Append(line.Text);
}
