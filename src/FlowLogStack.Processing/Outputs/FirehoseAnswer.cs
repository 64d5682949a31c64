using System.Buffers.Text;

namespace FlowLogStack.Processing;

/// <summary>
/// The response to a Firehose event: every record once and in order, with its lines in the output format. A record
/// that does not fit in Lambda's response fails, so that Firehose keeps it under its error prefix.
/// </summary>
sealed class FirehoseAnswer : OutputSession, IOutput
{
    /// <summary>Maximum size of a response in bytes: Lambda's 6 MB, rounded down because the limit's exact definition is not documented.</summary>
    public const int MostBytes = 6_000_000;

    readonly IReadOnlyList<FirehoseRecord> records;
    readonly IReadOnlyList<string?> problems;
    readonly LineEncoder encoder;
    readonly int mostBytes;
    readonly OutputBuffer answer = new(64 * 1024);
    readonly OutputBuffer data = new(16 * 1024);
    LineOrigin? origin;
    Run? run;
    long reserved;
    bool overflows;
    int current;
    int goodLines;
    int badLines;

    /// <summary>Begins a response.</summary>
    /// <param name="records">Records of the event.</param>
    /// <param name="problems">For each record, the reason why it cannot be read to its end, filled during reading; null if it can.</param>
    /// <param name="encoder">Writes the lines.</param>
    /// <param name="mostBytes">Maximum size of the response in bytes. Default: <see cref="MostBytes"/>.</param>
    public FirehoseAnswer(IReadOnlyList<FirehoseRecord> records, IReadOnlyList<string?> problems, LineEncoder encoder, int mostBytes = MostBytes)
    {
        this.records = records;
        this.problems = problems;
        this.encoder = encoder;
        this.mostBytes = mostBytes;
        reserved = records.Sum(Least);
        answer.Append("{\"records\":["u8);
    }

    /// <inheritdoc/>
    public bool UsesFacts => encoder.UsesFacts;

    /// <summary>Number of records that did not fit.</summary>
    public int Overflowed { get; private set; }

    /// <summary>Number of failed records, for any reason.</summary>
    public int Failed { get; private set; }

    /// <inheritdoc/>
    public OutputSession Open(LineOrigin origin, Run run)
    {
        this.origin = origin;
        this.run = run;
        return this;
    }

    /// <inheritdoc/>
    public override void Write(in ProcessedLine line)
    {
        while (current < line.Tag)
            End();
        if (!overflows)
        {
            encoder.Write(data, line, origin!);
            data.Append((byte)'\n');

            // Data that will not fit need not be kept.
            if (Base64.GetMaxEncodedToUtf8Length(data.Length) > mostBytes)
            {
                overflows = true;
                data.Truncate(0);
            }
        }

        if (line.IsRecord)
            goodLines++;
        else
            badLines++;
    }

    /// <inheritdoc/>
    public override ValueTask FlushAsync() => ValueTask.CompletedTask;

    /// <inheritdoc/>
    public override Task CompleteAsync() => Task.CompletedTask;

    /// <summary>Ends the response and returns it.</summary>
    public ReadOnlyMemory<byte> Finish()
    {
        while (current < records.Count)
            End();
        answer.Append("]}"u8);
        return answer.Array.AsMemory(0, answer.Length);
    }

    static int Least(FirehoseRecord record) => JsonText.Quote(record.Id).Length + """{"recordId":,"result":"ProcessingFailed"},""".Length;

    void End()
    {
        var record = records[current];
        reserved -= Least(record);
        if (current > 0)
            answer.Append((byte)',');
        answer.Append("{\"recordId\":"u8);
        answer.Append(JsonText.Quote(record.Id));

        // A record with only malformed lines is more useful unchanged, where Firehose keeps failed records.
        if (problems[current] is not null || (goodLines == 0 && badLines > 0))
            Fail();
        else if (goodLines == 0)
            answer.Append(",\"result\":\"Dropped\"}"u8);
        else
            EndWithData();
        data.Truncate(0);
        goodLines = badLines = 0;
        overflows = false;
        current++;
    }

    void Fail()
    {
        Failed++;
        answer.Append(",\"result\":\"ProcessingFailed\"}"u8);
    }

    void EndWithData()
    {
        const string Around = ",\"result\":\"Ok\",\"data\":\"\"}";
        var length = Base64.GetMaxEncodedToUtf8Length(data.Length);
        if (overflows || answer.Length + Around.Length + length + reserved + "]}".Length > mostBytes)
        {
            Overflowed++;
            Fail();
            return;
        }

        answer.Append(",\"result\":\"Ok\",\"data\":\""u8);
        Base64.EncodeToUtf8(data.Written, answer.Reserve(length), out _, out var written);
        answer.Advance(written);
        answer.Append("\"}"u8);
        run!.Metrics.CountDelivery(goodLines + badLines, data.Length);
    }
}
