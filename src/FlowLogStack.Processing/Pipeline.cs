using FlowLogStack.Records;

namespace FlowLogStack.Processing;

/// <summary>The path of lines from a source through reading, filtering and enrichment to the outputs. Serves one event at a time.</summary>
sealed class Pipeline(ProcessorSettings settings, InterfaceDirectory? directory)
{
    readonly ForwardingFilter filter = new(settings.InternalNetworks, settings.Action, settings.SampleOneIn);
    readonly LineBlock block = new();
    readonly HashSet<byte[]> unknownInterfaces = new(Utf8Comparer.Instance);
    readonly Dictionary<string, HashSet<FlowAddress>> unknownNeighbours = [];
    FlowLogReader reader = new(settings.Format);
    DateTimeOffset now;
    bool enriches;
    Func<InterfaceFacts, FlowAddress, bool>? isNeighbour;

    /// <summary>Delivers every line of a source to every output, or saves it as a dead letter.</summary>
    /// <exception cref="EventException">The source cannot be read to its end; the lines before the fault are delivered.</exception>
    /// <exception cref="DeliveryException">Data was neither delivered nor saved.</exception>
    public async Task ProcessAsync(ILineSource source, IReadOnlyList<IOutput> outputs, Run run)
    {
        List<OutputSession>? sessions = null;
        List<string> failures = [];
        EventException? unreadable = null;
        LineOrigin? origin = null;
        now = run.Now;
        enriches = directory is not null && outputs.Any(output => output.UsesFacts);
        try
        {
            for (var more = true; more;)
            {
                block.Clear();
                more = await source.FillAsync(block, run.Delivery).ConfigureAwait(false);
                if (block.Count == 0)
                    continue;

                // The origin is known after the first lines, so sessions open then; lines of other origins may follow.
                if (sessions is not null && !ReferenceEquals(origin, source.Origin))
                {
                    var complete = sessions;
                    sessions = null;
                    await CompleteAsync(complete, failures).ConfigureAwait(false);
                }

                origin = source.Origin;
                sessions ??= [.. outputs.Select(output => output.Open(source.Origin, run))];
                if (enriches)
                    await EnrichAsync(source.Format, run).ConfigureAwait(false);
                Process(source.Format, sessions, run.Metrics);
                foreach (var session in sessions)
                    await session.FlushAsync().ConfigureAwait(false);
            }
        }
        catch (EventException error)
        {
            unreadable = error;
        }
        finally
        {
            if (sessions is not null)
                await CompleteAsync(sessions, failures).ConfigureAwait(false);
        }

        if (failures.Count > 0)
            throw new DeliveryException(string.Join(" ", failures));
        if (unreadable is not null)
            throw unreadable;
    }

    /// <summary>Reads the lines of the current block and writes those that pass to the sessions.</summary>
    void Process(FlowLogFormat format, List<OutputSession> sessions, RunMetrics metrics)
    {
        UseFormat(format);
        for (var i = 0; i < block.Count; i++)
        {
            var text = block[i].Trim(" \t\r\n"u8);
            if (text.IsEmpty)
                continue;
            metrics.Records++;
            metrics.Bytes += text.Length;
            var rejection = block.RejectionOf(i);
            if (rejection.Reason is not RejectionReason.None || !reader.TryReadMessage(text, out var record, out rejection))
            {
                metrics.RejectedLines++;
                Hand(new ProcessedLine { Text = text, Rejection = rejection, Format = format, Timestamp = block.TimestampOf(i),
                    Tag = block.TagOf(i) }, sessions);
                continue;
            }

            if (!filter.Passes(record))
            {
                metrics.DroppedRecords++;
                continue;
            }

            InterfaceFacts? facts = null;
            string? error = null;
            if (enriches && record[FlowField.InterfaceId] is { Length: > 1 } interfaceId)
            {
                directory!.TryGet(interfaceId, now, out facts, out error);
                if (facts is null)
                    metrics.EnrichMisses++;
            }

            // A method group would make a delegate for every record.
            var direction = DirectionOf.Record(record, facts, isNeighbour ??= IsNeighbour);
            if (record.TryGetAction(out var action))
            {
                var bytes = record.TryGetInt64(FlowField.Bytes, out var counted) ? counted : 0;
                metrics.Count(direction, action, bytes);
                if (facts is not null)
                    metrics.Count(facts, action, bytes);
            }

            Hand(new ProcessedLine
            {
                Text = record.Line,
                Record = record,
                Format = format,
                Timestamp = block.TimestampOf(i),
                Tag = block.TagOf(i),
                Facts = facts,
                EnrichmentError = error,
                Direction = direction,
            }, sessions);
        }
    }

    static void Hand(in ProcessedLine line, List<OutputSession> sessions)
    {
        foreach (var session in sessions)
            session.Write(line);
    }

    async Task EnrichAsync(FlowLogFormat format, Run run)
    {
        FindUnknownInterfaces(format);
        if (unknownInterfaces.Count > 0)
        {
            run.Metrics.EnrichErrors += await directory!.LookUpAsync(unknownInterfaces, run.Enrichment, run.Delivery).ConfigureAwait(false);
            unknownInterfaces.Clear();
        }

        FindUnknownNeighbours();
        foreach (var (subnet, addresses) in unknownNeighbours)
            run.Metrics.EnrichErrors += await directory!.LookUpNeighboursAsync(subnet, addresses, run.Enrichment, run.Delivery).ConfigureAwait(false);
        unknownNeighbours.Clear();
    }

    void FindUnknownInterfaces(FlowLogFormat format)
    {
        UseFormat(format);
        for (var i = 0; i < block.Count; i++)
        {
            if (TryReadAgain(i, out var record)
                && record[FlowField.InterfaceId] is { Length: > 1 } interfaceId
                && !directory!.TryGet(interfaceId, now, out _, out _)
                && !unknownInterfaces.GetAlternateLookup<ReadOnlySpan<byte>>().Contains(interfaceId))
            {
                unknownInterfaces.Add(interfaceId.ToArray());
            }
        }
    }

    void FindUnknownNeighbours()
    {
        for (var i = 0; i < block.Count; i++)
        {
            if (!TryReadAgain(i, out var record) || !directory!.TryGet(record[FlowField.InterfaceId], now, out var facts, out _) || facts is null)
                continue;
            if (!record.TryGetAddress(FlowField.SrcAddr, out var source) || !record.TryGetAddress(FlowField.DstAddr, out var destination)
                || facts.Owns(source) == facts.Owns(destination))
                continue;
            var peer = facts.Owns(source) ? destination : source;
            if (!facts.MayNeighbour(peer) || directory.TryGetNeighbour(facts.SubnetId, peer, now, out _))
                continue;
            if (!unknownNeighbours.TryGetValue(facts.SubnetId, out var addresses))
                unknownNeighbours.Add(facts.SubnetId, addresses = []);
            addresses.Add(peer);
        }
    }

    bool TryReadAgain(int index, out FlowRecord record)
    {
        record = default;
        return block.RejectionOf(index).Reason is RejectionReason.None
            && reader.TryReadMessage(block[index].Trim(" \t\r\n"u8), out record, out _)
            && filter.Passes(record);
    }

    bool IsNeighbour(InterfaceFacts facts, FlowAddress address) =>
        facts.MayNeighbour(address) && directory!.TryGetNeighbour(facts.SubnetId, address, now, out var isNeighbour) && isNeighbour;

    void UseFormat(FlowLogFormat format)
    {
        if (!ReferenceEquals(reader.Format, format))
            reader = new FlowLogReader(format);
    }

    // One session's failure must not leave another's requests under way.
    static async Task CompleteAsync(List<OutputSession> sessions, List<string> failures)
    {
        foreach (var session in sessions)
        {
            try
            {
                await session.CompleteAsync().ConfigureAwait(false);
            }
            catch (DeliveryException error)
            {
                failures.Add(error.Message);
            }
        }
    }
}
