namespace FlowLogStack.Athena.Tests;

static partial class Answers
{
    static IEnumerable<(string Id, Func<IReadOnlyList<SampleRecord>, Answer> Of)> Trends()
    {
        yield return ("DailyGrowth", records =>
        {
            var days = records.GroupBy(r => r.Started.Date).OrderBy(day => day.Key)
                .Select(day => (day.Key, Count: (long)day.Count(), Bytes: day.Sum(r => r.Bytes))).ToList();
            return new Answer(days.Select((day, index) =>
                new object?[] { day.Key, day.Count, day.Bytes, index == 0 || days[index - 1].Key != day.Key.AddDays(-1) || days[index - 1].Bytes == 0 ? null
                    : Math.Round(100.0 * (day.Bytes - days[index - 1].Bytes) / days[index - 1].Bytes, 1, MidpointRounding.AwayFromZero) }));
        });
        yield return ("CapacityForecast", records =>
        {
            var days = records.GroupBy(r => r.Start / 86_400).Select(day => (Day: (double)day.Key, Bytes: (double)day.Sum(r => r.Bytes))).ToList();
            var (middleDay, middle) = (days.Average(day => day.Day), days.Average(day => day.Bytes));
            var slope = days.Sum(day => (day.Day - middleDay) * (day.Bytes - middle)) / days.Sum(day => Math.Pow(day.Day - middleDay, 2));
            return new Answer(new[] { 30, 90, 365 }.Select(ahead =>
                new object?[] { ahead, Math.Round(slope), Math.Max(0, Math.Round(middle + (slope * (days.Max(day => day.Day) + ahead - middleDay)))) }));
        });
        yield return ("BusyHours", records => Answer.Grouped(
            records.GroupBy(r => r.Hour()).Select(hour =>
                (hour.Key, Bytes: hour.Any(r => r.Number(FlowField.Bytes) is not null) ? hour.Sum(r => r.Bytes) : (long?)null)), hour => [(long)hour.Key.Hour],
            of => Recent.Count(of), of =>
                Math.Round(of.Average(hour => hour.Bytes)!.Value, MidpointRounding.AwayFromZero), of => of.Max(hour => hour.Bytes)).Sorted(0));
        yield return ("LostRecords", records => Answer.Grouped(records, r => [r.Started.Date, r.Text(FlowField.AccountId)],
            of => (long)of.Count(r => r.Text(FlowField.LogStatus) == "SKIPDATA"), of =>
                (long)of.Count(r => r.Text(FlowField.LogStatus) == "NODATA"), of => Recent.Count(of)).Sorted(0, 1));
    }
}
