using System.Buffers.Text;

namespace FlowLogStack.Processing;

/// <summary>Encoder that writes the line as the <c>message</c> of an object, with keys in the order of Sumo Logic's forwarder.</summary>
sealed class MessageEncoder(bool withTimestamp, bool enriches, bool includeLogInfo, string region) : LineEncoder
{
    readonly OriginJson originJson = new();
    readonly byte[] regionJson = JsonText.Quote(region);

    public override bool UsesFacts => enriches;

    public override void Write(OutputBuffer output, in ProcessedLine line, LineOrigin origin)
    {
        if (withTimestamp)
        {
            output.Append("{\"timestamp\":"u8);
            Utf8Formatter.TryFormat(line.Timestamp, output.Reserve(20), out var digits);
            output.Advance(digits);
            output.Append(",\"message\":"u8);
        }
        else
        {
            output.Append("{\"message\":"u8);
        }

        JsonText.WriteString(output, line.Text);
        if (includeLogInfo)
            originJson.Write(output, origin);
        if (enriches && line.Facts is { } facts)
        {
            output.Append(",\"security-group-ids\":"u8);
            output.Append(facts.SecurityGroupIdsJson.Span);
            if (NameOf(line.Direction) is { IsEmpty: false } direction)
            {
                output.Append(",\"direction\":"u8);
                output.Append(direction);
            }

            output.Append(",\"subnet-id\":"u8);
            output.Append(facts.SubnetIdJson.Span);
            output.Append(",\"vpc-id\":"u8);
            output.Append(facts.VpcIdJson.Span);
            output.Append(",\"aws-region\":"u8);
            output.Append(regionJson);
        }

        if (enriches && line.EnrichmentError is { } error)
        {
            output.Append(",\"enrichment-error\":"u8);
            output.Append(JsonText.Quote(error));
        }

        output.Append((byte)'}');
    }
}
