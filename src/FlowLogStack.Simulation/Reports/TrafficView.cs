namespace FlowLogStack.Simulation;

/// <summary>The traffic of a backtest as small charts on the page's time axis.</summary>
sealed class TrafficView
{
    readonly List<(string Id, string Title, string Total, string Unit, SeriesChart Chart)> charts = [];
    readonly TrafficSeries traffic;
    readonly TimeAxis axis;
    readonly AttackBands attacks;

    /// <summary>Prepares the charts. Those whose data the records lack are left out.</summary>
    public TrafficView(TrafficSeries traffic, TimeAxis axis, AttackBands attacks)
    {
        (this.traffic, this.axis, this.attacks) = (traffic, axis, attacks);
        if (traffic.Buckets.Count == 0)
            return;
        var records = traffic.Buckets.Sum(bucket => bucket.Accepted + bucket.Rejected + bucket.Other);
        if (traffic.HasAction)
        {
            Records("accepted", "Accepted", bucket => bucket.Accepted, records, "metric");
            Records("rejected", "Rejected", bucket => bucket.Rejected, records, "reject");
        }
        else
        {
            Records("other", "Records", bucket => bucket.Other, records, "other");
        }

        // Both directions have one scale, so they are comparable.
        var most = traffic.Buckets.Max(bucket => (double)Math.Max(Math.Max(bucket.IngressBytes, bucket.EgressBytes), bucket.UndirectedBytes));
        if (traffic.HasDirection)
        {
            Bytes("ingress", "Bytes in", bucket => bucket.IngressBytes, most, "metric");
            Bytes("egress", "Bytes out", bucket => bucket.EgressBytes, most, "egress");
        }

        if (!traffic.HasDirection || traffic.Buckets.Any(bucket => bucket.UndirectedBytes > 0))
            Bytes("undirected", traffic.HasDirection ? "Bytes without a direction" : "Bytes", bucket => bucket.UndirectedBytes, most, "other");
        if (traffic.HasAction && traffic.Buckets.Any(bucket => bucket.Other > 0))
            Records("other", "Neither accepted nor rejected", bucket => bucket.Other, records, "other");
    }

    /// <summary>Adds the numbers behind the charts.</summary>
    public void AddTo(ChartData data)
    {
        foreach (var (id, _, _, unit, chart) in charts)
            data.Add(id, unit, chart.Series, Threshold.None, states: null);
    }

    /// <summary>Writes the section, or nothing without traffic.</summary>
    public void Write(HtmlWriter html)
    {
        if (charts.Count == 0)
            return;
        html.Write($"<section aria-labelledby=\"traffic\"><h2 id=\"traffic\">Traffic</h2><p class=\"hint\">In steps "
            + $"of {TimeText.Length(charts[0].Chart.Series.Step)}; times are UTC. Hatched: no records at all.</p><div class=\"panels\">");
        foreach (var (id, title, total, _, chart) in charts)
        {
            html.Write($"<figure class=\"panel\"><figcaption><strong>{title}</strong> <span>{total}</span></figcaption>");
            chart.Write(html, id, $"{title}: {total}", isDrawn: false);
            html.Write($"</figure>");
        }

        html.Write($"</div></section>");
    }

    void Records(string id, string title, Func<TrafficBucket, long> count, long all, string tone)
    {
        var total = traffic.Buckets.Sum(count);
        Add(id, title, $"{NumberText.Plural(total, "record")}, {NumberText.Share(total, all)}", "records", count, tone, null, NumberText.Short);
    }

    void Bytes(string id, string title, Func<TrafficBucket, long> bytes, double most, string tone) =>
        Add(id, title, NumberText.Bytes(traffic.Buckets.Sum(bucket => (double)bytes(bucket))), "bytes", bytes, tone, most, NumberText.Bytes);

    void Add(string id, string title, string total, string unit, Func<TrafficBucket, long> value, string tone, double? most, Func<double, string> mark)
    {
        var series = Series.Of([.. traffic.Buckets.Select(bucket => new MetricDatapoint(bucket.At, value(bucket)))], traffic.BucketLength, axis);
        var values = ValueAxis.For(0, most ?? series.Buckets.Select(bucket => bucket.Highest).DefaultIfEmpty(0).Max(), [], isWhole: true);
        charts.Add(($"traffic-{id}", title, total, unit,
            new SeriesChart { Time = axis, Series = series, Values = values, Mark = mark, Tone = tone, Attacks = attacks }));
    }
}
