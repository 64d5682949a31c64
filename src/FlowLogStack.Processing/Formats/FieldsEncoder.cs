using System.Text;
using FlowLogStack.Records;

namespace FlowLogStack.Processing;

/// <summary>Encoder that writes every field of the record under AWS's name, and then attributes from other sources.</summary>
/// <remarks>A malformed line becomes an object of two members, <c>rejected</c> with the reason and <c>message</c> with the line.</remarks>
sealed class FieldsEncoder(bool includeLogInfo, string region) : LineEncoder
{
    readonly FlowRecordJson json = new();
    readonly OriginJson originJson = new();
    readonly byte[] regionJson = JsonText.Quote(region);
    FlowLogFormat? format;
    bool hasSubnet;
    bool hasVpc;

    public override bool UsesFacts => true;

    public override void Write(OutputBuffer output, in ProcessedLine line, LineOrigin origin)
    {
        if (line.IsRecord)
        {
            json.Write(line.Record, output);
            output.Truncate(output.Length - 1);
        }
        else
        {
            output.Append("{\"rejected\":"u8);
            JsonText.WriteString(output, Encoding.UTF8.GetBytes(line.Rejection.Describe(line.Text, line.Format)));
            output.Append(",\"message\":"u8);
            JsonText.WriteString(output, line.Text);
        }

        if (includeLogInfo)
            originJson.Write(output, origin);
        if (line.Facts is { } facts)
            WriteFacts(output, line, facts);
        if (line.EnrichmentError is { } error)
        {
            output.Append(",\"enrichment-error\":"u8);
            output.Append(JsonText.Quote(error));
        }

        output.Append((byte)'}');
    }

    void WriteFacts(OutputBuffer output, in ProcessedLine line, InterfaceFacts facts)
    {
        if (!ReferenceEquals(format, line.Format))
        {
            format = line.Format;
            hasSubnet = format.Contains(FlowField.SubnetId);
            hasVpc = format.Contains(FlowField.VpcId);
        }

        output.Append(",\"security-group-ids\":"u8);
        output.Append(facts.SecurityGroupIdsJson.Span);
        if (NameOf(line.Direction) is { IsEmpty: false } direction)
        {
            output.Append(",\"direction\":"u8);
            output.Append(direction);
        }

        // The record's own subnet and VPC have priority; a key appears once.
        if (!hasSubnet)
        {
            output.Append(",\"subnet-id\":"u8);
            output.Append(facts.SubnetIdJson.Span);
        }

        if (!hasVpc)
        {
            output.Append(",\"vpc-id\":"u8);
            output.Append(facts.VpcIdJson.Span);
        }

        output.Append(",\"aws-region\":"u8);
        output.Append(regionJson);
    }
}
