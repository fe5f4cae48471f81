using SteppedCare.LoadTests.Day;

namespace SteppedCare.LoadTests.Tests.Day;

public sealed class RefusedDayTests
{
    [Theory]
    [InlineData("--referrals -1", "--referrals must be a whole number from 0")]
    [InlineData("--sessions -1", "--sessions must be a whole number from 0")]
    [InlineData("--sessions many", "'--sessions'")]
    [InlineData("--referrals 0 --sessions 0", "--referrals and --sessions are both 0")]
    [InlineData("--connections 0", "--connections must be a whole number from 1")]
    [InlineData("--within 0s", "--within must be a time")]
    [InlineData("--within 60", "--within must be a time")]
    [InlineData("--within -5s", "--within must be a time")]
    [InlineData("--within 25h", "--within must be a time")]
    [InlineData("--within", "--within")]
    [InlineData("--speed 0", "--speed must be a number above 0")]
    [InlineData("--speed -3", "--speed must be a number above 0")]
    [InlineData("--speed fast", "--speed must be a number above 0")]
    [InlineData("--speed NaN", "--speed must be a number above 0")]
    [InlineData("--speed 480 --within 60s", "--within and --speed")]
    [InlineData("--run a_b", "--run must be 1 to 40")]
    [InlineData("--service a*", "--service must be 1 to 40")]
    [InlineData("--address nowhere", "--address must be like")]
    public void An_impossible_option_is_refused_by_name(string options, string refusal) => Refused($"--redis 127.0.0.1:6379 {options}", refusal);

    [Theory]
    [InlineData("", "--store-file or --redis")]
    [InlineData("--store redis --redis 127.0.0.1:6379", "--store goes with --server")]
    [InlineData("--store-file {file} --redis 127.0.0.1:6379", "one of them")]
    [InlineData("--store-file /no/such/file", "/no/such/file")]
    [InlineData("--server /no/such/file", "/no/such/file")]
    [InlineData("--server {file} --redis 127.0.0.1:6379", "--redis is for a service that runs already")]
    [InlineData("--server {file} --address http://127.0.0.1:5080", "--address is for a service that runs already")]
    [InlineData("--server {file} --store mongo", "mongo")]
    public void A_service_or_a_store_that_cannot_be_meant_is_refused_by_name(string options, string refusal) =>
        Refused(options.Replace("{file}", Repository.PathOf("README.md"), StringComparison.Ordinal), refusal);

    [Theory]
    [InlineData("")]
    [InlineData("--within 500ms")]
    [InlineData("--within 1.5h --seed -7")]
    [InlineData("--speed 480 --run again-1")]
    public void A_possible_day_is_not_refused(string options) => Assert.Empty(Parse($"--redis 127.0.0.1:6379 {options}"));

    private static void Refused(string options, string refusal) => Assert.Contains(Parse(options), error => error.Contains(refusal, StringComparison.Ordinal));

    private static IEnumerable<string> Parse(string options)
    {
        var line = DayCommand.Build(TimeProvider.System, _ => []).Parse(options.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return line.Errors.Select(error => error.Message);
    }
}
